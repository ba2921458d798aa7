import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';
import { config, setConfig } from '../../src/platform/config';
import { resetBreakers, saveAccount } from '../../src/platform/gateway';
import type { GatewayName } from '../../src/platform/gateway';
import type { TestApp } from '../setup';

const PROGRAM = join(__dirname, '../../../simulator/main.mjs');
/** What its messages are signed with. */
export const SIMULATOR_KEY = 'kunci-simulator-untuk-uji';

export interface SimulatedCharge {
  id: string;
  orderId: string;
  kind: string;
  amount: number;
  status: string;
}

export interface Simulator {
  /** The service's new charges are made there. */
  use(gateway: GatewayName): Promise<unknown>;
  charges(): Promise<SimulatedCharge[]>;
  act(what: 'pay' | 'expire' | 'deny', orderId: string): Promise<void>;
  faults(on?: Record<string, boolean | number>): Promise<void>;
  /** Sends notifications of a charge, as it is or as told; what the API answered to each. */
  notify(
    orderId: string,
    more?: { times?: number; as?: object; charge?: object },
  ): Promise<(number | null)[]>;
  stop(): Promise<void>;
}

/** The payment gateways' stand-in as a process of its own, telling this API what became of charges. */
export async function startSimulator(app: TestApp): Promise<Simulator> {
  const child = spawn(process.execPath, [PROGRAM], {
    env: {
      ...process.env,
      NODE_ENV: 'test',
      GATEWAY_SIMULATOR_KEY: SIMULATOR_KEY,
      GATEWAY_SIMULATOR_NOTIFY: app.baseUrl,
      GATEWAY_SIMULATOR_PORT: '0',
    },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string];
  const { url } = JSON.parse(line) as { url: string };
  setConfig({
    ...config(),
    publicUrl: app.baseUrl,
    gatewaySimulator: { url, key: SIMULATOR_KEY },
    gatewayTimeout: 1_500,
    gatewayRest: 2_000,
  });
  resetBreakers();

  async function control<T>(what: string, body?: object): Promise<T> {
    const answer = await fetch(`${url}/control/${what}`, {
      method: 'POST',
      body: JSON.stringify(body ?? {}),
    });
    if (!answer.ok) throw new Error(`the simulator answered ${answer.status} to ${what}`);
    return (await answer.json()) as T;
  }

  return {
    use: (gateway) =>
      saveAccount({ gateway, mode: 'SIMULATOR', apiKey: SIMULATOR_KEY, callbackToken: SIMULATOR_KEY }, 'uji'),
    charges: () => control('charges'),
    act: async (what, orderId) => void (await control(what, { orderId })),
    faults: async (on = {}) => void (await control('faults', on)),
    notify: async (orderId, more = {}) =>
      (await control<{ answers: (number | null)[] }>('notify', { orderId, ...more })).answers,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      resetBreakers();
    },
  };
}
