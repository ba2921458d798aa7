/**
 * Stands in for Midtrans and Xendit in development, the demo and tests; a process of its own, on this machine alone.
 * GATEWAY_SIMULATOR_PORT (0: any), GATEWAY_SIMULATOR_KEY, GATEWAY_SIMULATOR_NOTIFY (the shop's address). Prints one line
 * of JSON with its address once it listens.
 */
import { createSimulator } from './server.mjs';

const { NODE_ENV, MEJA_DEMO, GATEWAY_SIMULATOR_PORT, GATEWAY_SIMULATOR_KEY, GATEWAY_SIMULATOR_NOTIFY } =
  process.env;
const say = (text) => process.stderr.write(`${text}\n`);

if (NODE_ENV === 'production' && MEJA_DEMO !== '1') {
  say(
    'The payment simulator is for development, tests and the demo: where real money is, it does not start.',
  );
  process.exit(78);
}
if (!GATEWAY_SIMULATOR_KEY || !GATEWAY_SIMULATOR_NOTIFY) {
  say('GATEWAY_SIMULATOR_KEY and GATEWAY_SIMULATOR_NOTIFY are needed.');
  process.exit(78);
}

const server = createSimulator({
  key: GATEWAY_SIMULATOR_KEY,
  notifyBase: GATEWAY_SIMULATOR_NOTIFY,
  log: say,
});
server.listen(Number(GATEWAY_SIMULATOR_PORT ?? 0), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify({ url: `http://127.0.0.1:${server.address().port}` })}\n`);
});
for (const signal of ['SIGTERM', 'SIGINT'])
  process.on(signal, () => {
    server.close(() => process.exit(0));
    server.closeAllConnections();
  });
