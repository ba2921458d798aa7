import { now } from '../../platform/clock';
import { appPool, platformPool } from '../../platform/db';
import { readLag } from '../../platform/events';
import { addGauge } from '../../platform/metrics';
import { countJobs } from '../../platform/queue';
import { redisState } from '../../platform/redis';
import { QUEUES } from './health';
import { countSessions } from './monitoring.repository';

/** Measures that are read from their source when somebody asks for the metrics. */
export function registerGauges(): void {
  addGauge('db_pool_connections', 'Connections of the pools of this process.', ['pool', 'state'], () =>
    Object.entries({ app: appPool(), platform: platformPool() }).flatMap(([name, pool]) => [
      { labels: { pool: name, state: 'busy' }, value: pool.totalCount - pool.idleCount },
      { labels: { pool: name, state: 'idle' }, value: pool.idleCount },
      { labels: { pool: name, state: 'waited_for' }, value: pool.waitingCount },
    ]),
  );
  addGauge('db_pool_size', 'The most connections a pool of this process may open.', ['pool'], () => [
    { labels: { pool: 'app' }, value: appPool().options.max },
    { labels: { pool: 'platform' }, value: platformPool().options.max },
  ]);
  addGauge('redis_up', 'Whether this process can use Redis (1) or goes on without (0).', [], () =>
    redisState() === 'up' ? 1 : 0,
  );
  addGauge('queue_jobs', 'Jobs of the queues by state.', ['queue', 'state'], async () => {
    const readings = [];
    for (const queue of QUEUES) {
      for (const [state, value] of Object.entries(await countJobs(queue)))
        readings.push({ labels: { queue, state }, value });
    }
    return readings;
  });
  addGauge('sessions_active', 'Sessions neither ended nor expired.', [], () => countSessions(now()));
  addGauge('outbox_waiting', 'Events not handed over yet.', [], async () => (await readLag()).waiting);
  addGauge(
    'outbox_lag_seconds',
    'Age of the oldest event not handed over yet.',
    [],
    async () => (await readLag()).oldestSeconds,
  );
}
