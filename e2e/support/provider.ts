import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { backendDir } from './settings';

export interface RunningProvider {
  /** What a server is told of it. */
  env: NodeJS.ProcessEnv;
  stop: () => Promise<void>;
}

const CLIENT = { id: 'meja', secret: 'kunci-klien-untuk-uji-coba-saja-0123456789' };

async function stopChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}

/** An OpenID Connect provider of its own, where anybody signs in by saying who they are. */
export async function startProvider(serverUrl: string): Promise<RunningProvider> {
  const script = path.join(backendDir, 'test/oidc/provider.mjs');
  const child = spawn(process.execPath, [script, CLIENT.id, CLIENT.secret, `${serverUrl}/oidc`], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    env: {
      OIDC_ISSUER: line.toString().trim(),
      OIDC_CLIENT_ID: CLIENT.id,
      OIDC_CLIENT_SECRET: CLIENT.secret,
      OIDC_NAME: 'Penyedia',
    },
    stop: () => stopChild(child),
  };
}
