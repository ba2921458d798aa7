import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { OidcConfig } from '../../src/platform/config';

const RETURN_ADDRESS = 'http://localhost:8080/oidc';

/** What the provider's next ID tokens lie about, or how it fails. */
export type Fault = 'nonce' | 'audience' | 'issuer' | 'expired' | 'none' | 'hmac' | 'another key' | 'broken';

export interface TestProvider {
  settings: OidcConfig;
  fault(is: Fault | null): Promise<void>;
  /** What a browser comes back with that was sent to `url`, once `who` has signed in there. */
  visit(url: string, who: string): Promise<{ code: string; state: string; iss: string }>;
  stop(): Promise<void>;
}

/** A browser at the provider: it follows what it is sent to and keeps cookies. */
function newBrowser() {
  const cookies = new Map<string, string>();
  return async (url: string, form?: Record<string, string>): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      redirect: 'manual',
      headers: { cookie },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    return answer;
  };
}

/** A provider of its own, as a process, where anybody signs in by saying who they are; browsers go back to `returnAddress`. */
export async function startProvider(returnAddress = RETURN_ADDRESS): Promise<TestProvider> {
  const [clientId, clientSecret] = ['meja', 'kunci-klien-untuk-uji-coba-saja-0123456789'];
  const script = join(__dirname, 'provider.mjs');
  const child = spawn(process.execPath, [script, clientId, clientSecret, returnAddress], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  const issuer = line.toString().trim();
  return {
    settings: { issuer, clientId, clientSecret, name: 'Penyedia' },
    async fault(is) {
      await fetch(`${issuer}/faults${is ? `?is=${encodeURIComponent(is)}` : ''}`, { method: 'PUT' });
    },
    async visit(url, who) {
      const go = newBrowser();
      let at = url;
      for (let step = 0; step < 12; step += 1) {
        const asks = new URL(at).pathname.startsWith('/who/');
        const answer = await go(at, asks ? { who } : undefined);
        const next = answer.headers.get('location');
        if (!next) throw new Error(`${at} answered ${answer.status}: ${await answer.text()}`);
        at = new URL(next, at).href;
        if (!at.startsWith(issuer)) {
          const { code, state, iss } = Object.fromEntries(new URL(at).searchParams);
          return { code: code!, state: state!, iss: iss! };
        }
      }
      throw new Error(`nothing came back from ${url}`);
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, 'exit');
    },
  };
}
