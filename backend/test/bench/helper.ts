/** A process of its own that asks or listens, told what to do over a channel. */
import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Order, Outcome, Plan, Report } from './load';
import type { Listening } from './listeners';
import type { World } from './world';

export interface Helper {
  load(plan: Plan, onCounting: () => void): Promise<Outcome>;
  listen(listening: Listening): Promise<void>;
  heard(): Promise<{ delays: number[]; count: number }>;
  hangUp(): Promise<void>;
  close(): void;
}

export async function startHelper(world: World): Promise<Helper> {
  const child = fork(fileURLToPath(new URL('load.ts', import.meta.url)), [], {
    execArgv: [...process.execArgv, '--max-old-space-size=2048'],
  });
  const tell = <R extends Report>(order: Order, take: (report: Report) => R | undefined): Promise<R> =>
    new Promise((resolve, reject) => {
      let result: R | undefined;
      const onExit = () => reject(new Error('the process that asks has ended'));
      const onMessage = (report: Report) => {
        result ??= take(report);
        if (report.is !== 'done') return;
        child.off('message', onMessage).off('exit', onExit);
        resolve(result as R);
      };
      child.on('message', onMessage).once('exit', onExit);
      child.send(order);
    });
  const nothing = () => undefined;
  await tell({ do: 'open', world }, nothing);
  return {
    async load(plan, onCounting) {
      const report = await tell({ do: 'load', plan }, (told) => {
        if (told.is === 'counting') onCounting();
        return told.is === 'outcome' ? told : undefined;
      });
      return report.outcome;
    },
    listen: async (listening) => void (await tell({ do: 'listen', listening }, nothing)),
    heard: () => tell({ do: 'heard' }, (told) => (told.is === 'heard' ? told : undefined)),
    hangUp: async () => void (await tell({ do: 'hang-up' }, nothing)),
    close: () => void (child.connected && child.disconnect()),
  };
}
