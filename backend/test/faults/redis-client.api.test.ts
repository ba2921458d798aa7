import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { ownRedis } from './redis-server';
import type { RedisServer } from './redis-server';

const BACKEND = join(__dirname, '../..');

let server: RedisServer;
beforeAll(async () => {
  server = await ownRedis();
});
afterAll(() => server.kill());

const OPEN = `
  const { loadConfig, setConfig } = await import('./src/platform/config');
  setConfig({ ...loadConfig(), redisUrl: process.env.REDIS_URL });
  const { redis, redisState, settleRedis, closeRedis } = await import('./src/platform/redis');
  await settleRedis(5000);
`;

/** Runs a script with the product's own client as a process; what it wrote and how it ended. */
function runWithClient(script: string) {
  const child = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', OPEN + script], {
    cwd: BACKEND,
    env: { ...process.env, LOG_LEVEL: 'error', REDIS_URL: server.url },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const run = {
    output: '',
    hasEnded: false,
    begun: once(child.stdout, 'data'),
    ended: Promise.resolve(null as number | null),
  };
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (data: Buffer) => (run.output += data.toString()));
  run.ended = once(child, 'close').then(([code]) => {
    run.hasEnded = true;
    return code as number | null;
  });
  return run;
}

test('F-34 a limiter made while a command of the same moment waits to be sent ends no process', async () => {
  const run = runWithClient(`
    const { takePoint } = await import('./src/platform/http');
    const read = redis().exists('relay');
    await Promise.all([read, takePoint(null, 'address', '127.0.0.1')]);
    await closeRedis();
    console.log('both answered');
  `);
  expect([await run.ended, run.output.trim()]).toEqual([0, 'both answered']);
}, 30_000);

/** Asks again and again, many at once, for four seconds. */
const ASKING = `
  const end = Date.now() + 4000;
  const outcomes = { answered: 0, refused: 0 };
  console.log('asking');
  while (Date.now() < end) {
    const asked = Array.from({ length: 20 }, (_, n) => redis().incr('asked:' + n).then(
      () => (outcomes.answered += 1),
      () => (outcomes.refused += 1),
    ));
    await Promise.race([Promise.all(asked), new Promise((resolve) => setTimeout(resolve, 5))]);
  }
  await closeRedis();
  console.log(JSON.stringify(outcomes));
`;

test('F-34 JOB-02 a Redis that stutters refuses commands, and never ends the process', async () => {
  const run = runWithClient(ASKING);
  await run.begun;
  // Around the 300 ms after which a command gives up, so that answers come just before, just after and in between.
  for (let round = 0; !run.hasEnded; round += 1) {
    server.freeze();
    await pause(270 + (round % 7) * 10);
    server.thaw();
    await pause(20);
  }
  expect([await run.ended, run.output]).toEqual([
    0,
    expect.stringMatching(/"answered":[1-9]\d*,"refused":[1-9]/),
  ]);
}, 40_000);

/** Closes everything once Redis is away, and tells how long the process then lived on. */
const CLOSING = `
  const { closeQueues, queue } = await import('./src/platform/queue/queues');
  const { startQueueWorker } = await import('./src/platform/queue/worker');
  const worker = startQueueWorker({ queue: 'test', concurrency: 1, handlers: new Map() });
  await queue('test').getJobCounts('waiting');
  console.log('open');
  while (redisState() === 'up') await new Promise((resolve) => setTimeout(resolve, 5));
  await worker.close(1000);
  await closeQueues();
  await closeRedis();
  const closedAt = Date.now();
  process.on('exit', () => console.log(JSON.stringify({ livedOnMs: Date.now() - closedAt })));
`;

test('F-34 JOB-03 what is closed while Redis is away keeps no process from ending', async () => {
  const run = runWithClient(CLOSING);
  await run.begun;
  await server.kill();
  expect(await run.ended).toBe(0);
  const { livedOnMs } = JSON.parse(run.output.trim().split('\n').pop()!) as { livedOnMs: number };
  expect(livedOnMs).toBeLessThan(1_000);
}, 30_000);
