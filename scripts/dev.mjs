/** `pnpm dev`: database and Redis as `npm start` has them; API, worker and web app from their sources, with reload. */
import { spawn } from 'node:child_process';
import path from 'node:path';
import {
  bold,
  cyan,
  formatDuration,
  green,
  labelLines,
  note,
  reportAndExit,
  say,
  step,
  yellow,
} from './lib/log.mjs';
import { appEnv, migrate, seed, waitUntilReady } from './lib/app.mjs';
import { buildOnce } from './lib/build.mjs';
import { backendDir, frontendDir } from './lib/env.mjs';
import { formatLogins } from './lib/logins.mjs';
import { installPackagesOnce } from './lib/pnpm.mjs';
import { stopProcess } from './lib/processes.mjs';
import { choosePort, during, openServices, openSession } from './lib/session.mjs';

const started = Date.now();

/** A labelled process that reloads by itself; the supervisor only has to know it. */
function member(name, paint, program, args, { cwd, env }) {
  const launch = () => {
    const child = spawn(program, args, { cwd, env, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [child.stdout, child.stderr]) labelLines(stream, paint(name.padEnd(6)));
    return child;
  };
  const entry = {
    name,
    child: launch(),
    launch: async () => launch(),
    stop: () => stopProcess(entry.child.pid, { patienceMs: 8_000, wholeGroup: true }),
  };
  return entry;
}

async function start(session) {
  const { env, dataDir, secrets, supervisor } = session;
  await during(session, installPackagesOnce);
  await during(session, () => buildOnce('client'));
  const { databaseUrl, redisUrl } = await during(session, () => openServices(session));
  const webPort = await choosePort(Number(env.PORT ?? 8080));
  const apiPort = await choosePort(Number(env.API_PORT ?? 8081), new Set([webPort]));
  const facts = {
    env: { NODE_ENV: 'development', PUBLIC_URL: `http://localhost:${webPort}`, ...env },
    dataDir,
    secrets,
    databaseUrl,
    redisUrl,
    port: apiPort,
  };
  const adminEnv = {
    ...appEnv(facts),
    API_PORT: String(apiPort),
    MEJA_API_URL: `http://127.0.0.1:${apiPort}`,
  };
  const processEnv = await during(session, () => migrate({ env: adminEnv, isFromSource: true }));
  const logins =
    env.MEJA_DEMO === '0' ? [] : await during(session, () => seed({ env: processEnv, isFromSource: true }));

  const tsx = path.join(backendDir, 'node_modules/.bin/tsx');
  const watch = ['watch', '--clear-screen=false', 'src/main.ts', '--role'];
  const backend = { cwd: backendDir, env: processEnv };
  supervisor.add(member('api', cyan, tsx, [...watch, 'api'], backend));
  supervisor.add(member('worker', yellow, tsx, [...watch, 'worker'], backend));
  const vite = path.join(frontendDir, 'node_modules/.bin/vite');
  const viteArgs = ['--port', String(webPort), '--strictPort', '--clearScreen', 'false'];
  supervisor.add(
    member('web', green, vite, viteArgs, { cwd: frontendDir, env: { ...processEnv, PORT: String(webPort) } }),
  );
  await during(session, () =>
    step('Waiting for the server', () =>
      waitUntilReady(`http://127.0.0.1:${apiPort}`, () => session.hasGivenUp || session.isEnding),
    ),
  );
  session.isUp = true;
  const address = `http://localhost:${webPort}`;
  session.runFile.setAddress(address);
  say();
  say(`${bold('Meja, with reload:')} ${bold(address)}   API: http://localhost:${apiPort}/api/docs`);
  for (const line of formatLogins(logins)) say(`  ${line}`);
  note(`Ready after ${formatDuration(Date.now() - started)}. Ctrl-C stops everything that was started.`);
}

try {
  const session = await openSession();
  await start(session).catch(async (error) => {
    if (session.isEnding) return new Promise(() => undefined);
    await session.supervisor.stopAll();
    session.runFile.release();
    throw error;
  });
} catch (error) {
  reportAndExit(error);
}
