/** What `npm start` and `pnpm dev` share: taking the data folder, the services, and an orderly end. */
import { SetUpError, say, warn } from './log.mjs';
import { loadEnv, openDataDir, requireNode } from './env.mjs';
import { findPort, isPortFree } from './ports.mjs';
import { interruptRuns, whenAbandoned } from './processes.mjs';
import { findRunning, stopOrphans, takeRunFile } from './run-file.mjs';
import { openSecrets } from './secrets.mjs';
import { createSupervisor } from './supervisor.mjs';
import { providePostgres, provideRedis } from './infrastructure.mjs';

/** Opens the data folder for this process alone. */
export async function openSession() {
  requireNode();
  const env = loadEnv();
  const dataDir = openDataDir(env);
  await stopOrphans(dataDir, warn);
  const runFile = takeRunFile(dataDir);
  if (!runFile) {
    const running = findRunning(dataDir);
    const where = running?.address ? ` at ${running.address}` : '';
    const who = `process ${running?.launcher.pid ?? 'unknown'}`;
    throw new SetUpError(
      `Meja runs already${where} (${who}). Stop it there with Ctrl-C, or set MEJA_DATA_DIR for a second one.`,
    );
  }
  const session = {
    env,
    dataDir,
    runFile,
    secrets: openSecrets(dataDir),
    hasGivenUp: false,
    isEnding: false,
  };
  session.supervisor = createSupervisor({
    onStart: (name, pid) => runFile.addChild(name, pid),
    isStarting: () => !session.isUp,
    onGiveUp: (name) => {
      if (name === 'redis')
        warn('Meja goes on without Redis: selling works, kitchen screens refresh more slowly.');
      else session.hasGivenUp = true;
    },
  });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => void endSession(session, 0));
  whenAbandoned(() => void endSession(session, 0));
  return session;
}

/** Stops everything this session started, in order, and ends the process. */
export async function endSession(session, code) {
  if (session.isEnding) return;
  session.isEnding = true;
  say();
  try {
    interruptRuns();
    // A service may be coming up just now; it is stopped as soon as it is known.
    await session.pending?.catch(() => undefined);
    await session.supervisor.stopAll();
  } catch (error) {
    warn(`Not everything could be stopped: ${error.message}`);
    code = 1;
  }
  session.runFile.release();
  say(code === 0 ? 'Meja has stopped. Your data stays where it is.' : 'Meja has stopped.');
  process.exit(code);
}

/** Runs a part of the start; an end that was asked for meanwhile waits for it and nothing further begins. */
export async function during(session, work) {
  if (session.isEnding) return new Promise(() => undefined);
  session.pending = work();
  const result = await session.pending;
  return session.isEnding ? new Promise(() => undefined) : result;
}

/** PostgreSQL and Redis; our own are put under the supervisor. */
export async function openServices(session) {
  const { supervisor } = session;
  const keep = (name, { server }) => {
    if (!server) return;
    supervisor.add({
      name,
      child: server.child,
      log: server.log,
      launch: server.relaunch,
      stop: server.stop,
    });
  };
  const redis = await provideRedis(session);
  keep('redis', redis);
  const postgres = await providePostgres(session);
  keep('postgres', postgres);
  return { databaseUrl: postgres.url, redisUrl: redis.url };
}

/** The port asked for, or the next free one, with a word about it. */
export async function choosePort(wanted, avoid) {
  if (!avoid?.has(wanted) && (await isPortFree(wanted))) return wanted;
  const port = await findPort(wanted + 1, avoid);
  warn(`Port ${wanted} is taken; using ${port} instead.`);
  return port;
}
