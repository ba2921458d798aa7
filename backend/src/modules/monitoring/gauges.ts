import { now } from '../../platform/clock';
import { poolStates } from '../../platform/db';
import { readLag } from '../../platform/events';
import { linesLost } from '../../platform/logging';
import { readMailState } from '../../platform/mail';
import { addGauge } from '../../platform/metrics';
import { countJobs } from '../../platform/queue';
import { redisState } from '../../platform/redis';
import { QUEUES } from './health';
import { countSessions } from './monitoring.repository';

/** Every process reads the same source. */
const SHARED = 'max';

/** Measures that are read from their source when somebody asks for the metrics. */
export function registerGauges(): void {
  addGauge('db_pool_connections', 'Connections of the pools of this process.', ['pool', 'state'], () =>
    poolStates().flatMap(({ name, open, idle, waiting }) => [
      { labels: { pool: name, state: 'busy' }, value: open - idle },
      { labels: { pool: name, state: 'idle' }, value: idle },
      { labels: { pool: name, state: 'waited_for' }, value: waiting },
    ]),
  );
  addGauge('db_pool_size', 'The most connections a pool of this process may open.', ['pool'], () =>
    poolStates().map(({ name, size }) => ({ labels: { pool: name }, value: size })),
  );
  addGauge(
    'redis_up',
    'Whether this process can use Redis (1) or goes on without (0).',
    [],
    () => (redisState() === 'up' ? 1 : 0),
    'min',
  );
  const readJobs = async () => {
    const readings = [];
    for (const queue of QUEUES) {
      for (const [state, value] of Object.entries(await countJobs(queue)))
        readings.push({ labels: { queue, state }, value });
    }
    return readings;
  };
  addGauge('queue_jobs', 'Jobs of the queues by state.', ['queue', 'state'], readJobs, SHARED);
  addGauge('log_lines_lost', 'Lines of the log that could not be written.', [], () => linesLost());
  addGauge('sessions_active', 'Sessions neither ended nor expired.', [], () => countSessions(now()), SHARED);
  addGauge(
    'outbox_waiting',
    'Events not handed over yet.',
    [],
    async () => (await readLag()).waiting,
    SHARED,
  );
  addGauge(
    'outbox_lag_seconds',
    'Age of the oldest event not handed over yet.',
    [],
    async () => (await readLag()).oldestSeconds,
    SHARED,
  );
  const mail = [
    ['mail_waiting', 'Mails not sent yet, those for another try included.', 'waiting'],
    ['mail_oldest_seconds', 'Age of the oldest mail not sent yet.', 'oldestSeconds'],
    ['mail_failed', 'Mails of the last day that were given up.', 'failed'],
  ] as const;
  for (const [name, help, of] of mail)
    addGauge(name, help, [], async () => (await readMailState())[of], SHARED);
}
