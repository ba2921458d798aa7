/** `npm start`: from a clone to a running Meja; see docs/adr/0005-set-up.md. */
import { bold, formatDuration, note, reportAndExit, say, step } from './lib/log.mjs';
import { appEnv, migrate, roleMember, seed, waitUntilReady } from './lib/app.mjs';
import { buildAll } from './lib/build.mjs';
import { formatLogins } from './lib/logins.mjs';
import { installPackagesOnce } from './lib/pnpm.mjs';
import { simulatorEnv, simulatorMember } from './lib/simulator.mjs';
import { choosePort, during, openServices, openSession } from './lib/session.mjs';

const started = Date.now();

function printWelcome({ address, logins, dataDir, simulator }) {
  say();
  say(`${bold('Meja is open:')} ${bold(address)}   API documentation: ${address}/api/docs`);
  say();
  for (const line of formatLogins(logins)) say(`  ${line}`);
  if (logins.length > 0) say();
  if (simulator) note(`Invoices are paid at the payment simulator: ${simulator}`);
  note(`Data and logs: ${dataDir}`);
  note(`Ready after ${formatDuration(Date.now() - started)}. Ctrl-C stops everything that was started.`);
}

async function start(session) {
  const { env, dataDir, secrets, supervisor } = session;
  await during(session, installPackagesOnce);
  await during(session, buildAll);
  const { databaseUrl, redisUrl } = await during(session, () => openServices(session));
  const port = await choosePort(Number(env.PORT ?? 8080));
  const simulator = await simulatorEnv({ env, secrets, port });
  const facts = { env: { ...env, ...simulator }, dataDir, secrets, databaseUrl, redisUrl, port };
  const processEnv = await during(session, () => migrate({ env: appEnv(facts) }));
  const logins = env.MEJA_DEMO === '0' ? [] : await during(session, () => seed({ env: processEnv }));
  const address = `http://localhost:${port}`;
  await during(session, () =>
    step('Starting the server', () => {
      supervisor.add(roleMember('api', processEnv, dataDir));
      supervisor.add(roleMember('worker', processEnv, dataDir));
      if (simulator.GATEWAY_SIMULATOR_URL) supervisor.add(simulatorMember(processEnv, dataDir));
      return waitUntilReady(address, () => session.hasGivenUp || session.isEnding);
    }),
  );
  session.isUp = true;
  session.runFile.setAddress(address);
  printWelcome({ address, logins, dataDir, simulator: simulator.GATEWAY_SIMULATOR_URL });
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
