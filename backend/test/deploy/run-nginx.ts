import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  closeSync,
  cpSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { chmodSync, mkdtempSync } from 'node:fs';
import { request } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface NginxOptions {
  /** `host:port` of the API. */
  backend: string;
  /** Folder of the built web app. */
  webRoot: string;
  /** Address whose CF-Connecting-IP and X-Forwarded-Proto are believed. */
  trustedProxy?: string;
  apiRate?: string;
  authRate?: string;
  apiTimeout?: string;
}

export interface Nginx {
  /** Origin of the edge, as a browser sees it. */
  url: string;
  /** What `nginx -t` said. */
  configTest: string;
  accessLog: () => string;
  stop: () => Promise<void>;
}

/** The folder that holds the project, found upwards from where the test runs. */
export function projectRoot(): string {
  let folder = process.cwd();
  while (!existsSync(join(folder, 'nginx/nginx.conf'))) {
    if (dirname(folder) === folder) throw new Error('Run this test from inside the project.');
    folder = dirname(folder);
  }
  return folder;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

function nginxBinary(): string {
  const folders = [...(process.env['PATH'] ?? '').split(':'), '/usr/sbin', '/usr/local/sbin'];
  const found = folders.map((folder) => join(folder, 'nginx')).find((path) => existsSync(path));
  if (!found) throw new Error('nginx is not installed. On Debian: apt-get install nginx-light');
  return found;
}

/** What the image's start script does: `${NAME}` is filled, nginx's own `$name` stays. */
function render(template: string, values: Record<string, string>): string {
  return template.replace(/\$\{([A-Z_]+)\}/g, (_, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`The template asks for ${name}, which has no value.`);
    return value;
  });
}

async function untilAnswering(url: string, child: ChildProcess, log: () => string): Promise<void> {
  for (;;) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}:\n${log()}`);
    const up = await new Promise<boolean>((resolve) => {
      request(`${url}/edge-health`, (answer) => resolve(answer.resume().statusCode === 204))
        .on('error', () => resolve(false))
        .end();
    });
    if (up) return;
    await wait(20);
  }
}

/** Starts the configuration of the repository, edge and web app's server, below a temporary folder. */
export async function startNginx(options: NginxOptions): Promise<Nginx> {
  const source = join(projectRoot(), 'nginx');
  const prefix = mkdtempSync(join(tmpdir(), 'meja-nginx-'));
  // Started by root, the workers run as another account and have to get in.
  chmodSync(prefix, 0o755);
  const [edgePort, webPort] = [await freePort(), await freePort()];
  const values = {
    EDGE_PORT: `127.0.0.1:${edgePort}`,
    WEB_PORT: `127.0.0.1:${webPort}`,
    WEB_ROOT: options.webRoot,
    BACKEND_UPSTREAM: options.backend,
    FRONTEND_UPSTREAM: `127.0.0.1:${webPort}`,
    EDGE_RESOLVER: '127.0.0.1',
    TRUSTED_PROXY: options.trustedProxy ?? '127.0.0.1/32',
    API_RATE: options.apiRate ?? '200r/s',
    AUTH_RATE: options.authRate ?? '20r/s',
    API_TIMEOUT: options.apiTimeout ?? '60s',
  };
  cpSync(join(source, 'nginx.conf'), join(prefix, 'nginx.conf'));
  cpSync(join(source, 'snippets'), join(prefix, 'snippets'), { recursive: true });
  mkdirSync(join(prefix, 'conf.d'));
  for (const [from, to] of [
    ['templates/default.conf.template', 'edge.conf'],
    ['frontend/default.conf.template', 'frontend.conf'],
  ] as const) {
    writeFileSync(join(prefix, 'conf.d', to), render(readFileSync(join(source, from), 'utf8'), values));
  }

  const binary = nginxBinary();
  const args = ['-p', `${prefix}/`, '-c', join(prefix, 'nginx.conf'), '-e', 'stderr'];
  const outPath = join(prefix, 'stdout.log');
  const errPath = join(prefix, 'stderr.log');
  const out = openSync(outPath, 'a');
  const err = openSync(errPath, 'a');
  try {
    execFileSync(binary, ['-t', ...args], { stdio: ['ignore', out, err] });
  } catch {
    throw new Error(`nginx refuses its configuration:\n${readFileSync(errPath, 'utf8')}`);
  }
  const configTest = readFileSync(errPath, 'utf8');
  // Files rather than pipes: /dev/stdout cannot be opened again where it is a socket.
  const child = spawn(binary, [...args, '-g', 'daemon off;'], { stdio: ['ignore', out, err] });
  closeSync(out);
  closeSync(err);
  const url = `http://127.0.0.1:${edgePort}`;
  await untilAnswering(url, child, () => readFileSync(errPath, 'utf8'));

  return {
    url,
    configTest,
    accessLog: () => readFileSync(outPath, 'utf8'),
    async stop() {
      if (child.exitCode === null) {
        child.kill('SIGTERM');
        await once(child, 'exit');
      }
      rmSync(prefix, { recursive: true, force: true });
    },
  };
}
