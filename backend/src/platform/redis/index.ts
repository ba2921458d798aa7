import { Redis } from 'ioredis';
import type { RedisOptions } from 'ioredis';
import { config } from '../config';
import { log } from '../logging';

/** `off`: no Redis is configured, which is a way to run; `down`: there should be one, and it is away. */
export type RedisState = 'up' | 'down' | 'off';

const PAUSES_MS = [50, 100, 200, 400, 800];
const LONGEST_PAUSE_MS = 1_500;

const BASE: RedisOptions = {
  // BullMQ was made for the older protocol's shapes.
  protocol: 2,
  connectTimeout: 2_000,
  // A connection that is closed while it has no server leaves a timer of this length behind, which nothing ends: the
  // process must not wait for it.
  disconnectTimeout: 200,
  retryStrategy: (times) => PAUSES_MS[times - 1] ?? LONGEST_PAUSE_MS,
  // A server that is failing over answers so; the next connection finds the new one.
  reconnectOnError: (error) => error.message.startsWith('READONLY'),
};

/** Fails at once where Redis is away or silent: whoever asks has another way. */
const COMMANDS: RedisOptions = {
  ...BASE,
  enableOfflineQueue: false,
  maxRetriesPerRequest: 1,
  commandTimeout: 300,
  // No `enableAutoPipelining`: a limiter's script that is defined while a pipeline is open can't be queued in it, and the
  // pipeline then throws where nobody can catch it, which ends a freshly started process (ioredis issue 1931).
  // A server that hangs keeps its connections open: without this each command would wait its timeout.
  socketTimeout: 1_000,
};

/** Waits for Redis as long as it takes: subscriptions and blocking reads, which nobody's request waits for. */
const PATIENT: RedisOptions = { ...BASE, enableOfflineQueue: true, maxRetriesPerRequest: null };

let commands: Redis | undefined;
/** Asked for with every message: what an address comes to is kept. */
let prefix: { of: string; text: string } | undefined;
const open = new Set<Redis>();
const duplicates = new WeakMap<Redis, Redis[]>();
const readyListeners = new Set<() => void>();
let wasUp: boolean | null = null;

/** What everything in Redis belongs to: databases that share one Redis keep apart, in keys and in channels. */
export function redisPrefix(): string {
  const { databaseAppUrl } = config();
  if (prefix?.of !== databaseAppUrl)
    prefix = { of: databaseAppUrl, text: `meja:${new URL(databaseAppUrl).pathname.slice(1)}` };
  return prefix.text;
}

function connect(url: string, options: RedisOptions, name: string): Redis {
  const client = new Redis(url, { ...options, connectionName: `meja-${name}` });
  open.add(client);
  // Without a listener an error would end the process; the change of state is logged below, once.
  client.on('error', () => undefined);
  client.on('end', () => open.delete(client));
  // BullMQ duplicates a worker's connection for its blocking reads; unknown here, it would reconnect for ever where
  // Redis is away when the worker stops.
  const duplicate = client.duplicate.bind(client);
  client.duplicate = (override) => {
    const copy = duplicate(override);
    const copies = duplicates.get(client) ?? [];
    duplicates.set(client, [...copies, copy]);
    return copy;
  };
  return client;
}

function noteState(isUp: boolean, reason?: string): void {
  if (wasUp === isUp) return;
  if (isUp) {
    if (wasUp === false) log.info('redis is back');
  } else log.warn('redis is away; going on without', { reason: reason ?? 'connection closed' });
  wasUp = isUp;
}

/** The client for commands, which fail within 300 ms where Redis is away; null where none is configured. */
export function redis(): Redis | null {
  const { redisUrl } = config();
  if (!redisUrl) return null;
  if (commands) return commands;
  const client = connect(redisUrl, COMMANDS, 'commands');
  let reason: string | undefined;
  client.on('error', (error: Error) => (reason = error.message));
  client.on('ready', () => {
    if (client !== commands) return;
    noteState(true);
    for (const listener of readyListeners) listener();
  });
  client.on('close', () => {
    if (client === commands) noteState(false, reason);
  });
  commands = client;
  return client;
}

/** Whether Redis can be used at this moment. */
export function redisState(): RedisState {
  const client = redis();
  if (!client) return 'off';
  return client.status === 'ready' ? 'up' : 'down';
}

/** Whether anything has asked for Redis yet; does not open it. */
export function isRedisOpen(): boolean {
  return commands !== undefined;
}

/** Runs `fn` each time Redis becomes usable; returns what takes the listener away. */
export function onRedisReady(fn: () => void): () => void {
  readyListeners.add(fn);
  return () => readyListeners.delete(fn);
}

/** Waits for the first connection, at most `ms`, so that a start does not begin degraded without need. */
export async function settleRedis(ms: number): Promise<RedisState> {
  if (redisState() !== 'down') return redisState();
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, ms);
    const off = onRedisReady(done);
    function done() {
      clearTimeout(timer);
      off();
      resolve();
    }
  });
  return redisState();
}

/** A connection of its own that waits for Redis (subscribers, BullMQ's workers); null where none is configured. */
export function patientConnection(name: string): Redis | null {
  const { redisUrl } = config();
  return redisUrl ? connect(redisUrl, PATIENT, name) : null;
}

/** A connection of its own that fails at once (producers); null where none is configured. */
export function impatientConnection(name: string): Redis | null {
  const { redisUrl } = config();
  return redisUrl
    ? connect(redisUrl, { ...COMMANDS, commandTimeout: 2_000, socketTimeout: 5_000 }, name)
    : null;
}

function end(connection: Redis): void {
  if (connection.status === 'end') return;
  // Between two attempts there is no socket whose end would give up what waits (a worker's blocking read would for
  // seconds); an attempt that is broken off gives it up.
  if (connection.status === 'reconnecting') connection.connect().catch(() => undefined);
  connection.disconnect();
}

/** Closes one connection; commands still waiting in it are given up. */
export function disconnect(client: Redis | null | undefined): void {
  if (!client) return;
  open.delete(client);
  for (const connection of [client, ...(duplicates.get(client) ?? [])]) end(connection);
}

/** Closes every connection; the next use opens anew. */
export async function closeRedis(): Promise<void> {
  commands = undefined;
  wasUp = null;
  for (const client of [...open]) disconnect(client);
}
