import { randomUUID } from 'node:crypto';
import type { Redis } from 'ioredis';
import { log } from '../logging';
import { isRedisOpen, onRedisReady, patientConnection, redis, redisPrefix, redisState } from '../redis';

interface Listener {
  hear(payload: unknown): void;
  missed?: (() => void) | undefined;
}

/** Told apart from others on the same channel, so that no process hears itself twice. */
const SELF = randomUUID();
/** How a message of this process begins. */
const OWN = `{"from":"${SELF}"`;
const listeners = new Map<string, Set<Listener>>();
let subscriber: Redis | null = null;

/** Milliseconds: a server that hangs keeps its connections open, so it is asked for a sign of life, and given so long. */
const ASK_EVERY = 200;
const SILENT_AFTER = 400;
/** When the subscription was asked what it has not answered; by `performance.now()`. */
let askedAt: number | null = null;

const topic = (channel: string) => `${redisPrefix()}:bus:${channel}`;

function tell(channel: string, payload: unknown): void {
  for (const listener of listeners.get(channel) ?? []) {
    try {
      listener.hear(payload);
    } catch (error) {
      log.error('broadcast listener failed', { channel, error });
    }
  }
}

function tellMissed(): void {
  for (const heard of listeners.values()) for (const { missed } of heard) missed?.();
}

const isSilent = (): boolean => askedAt !== null && performance.now() - askedAt > SILENT_AFTER;

/** Asks a subscription whether it still hears, one question at a time. */
async function askForLife(client: Redis): Promise<void> {
  if (client !== subscriber || client.status !== 'ready' || askedAt !== null) return;
  askedAt = performance.now();
  try {
    await client.ping();
    // What was said meanwhile may have gone to a connection that its sender gave up.
    if (isSilent()) tellMissed();
  } catch {
    // It is closing: what is missed is told of when it is back.
  } finally {
    askedAt = null;
  }
}

function openSubscriber(): Redis | null {
  const client = patientConnection('bus');
  if (!client) return null;
  let hasBeenReady = false;
  const timer = setInterval(() => void askForLife(client), ASK_EVERY);
  timer.unref();
  client.on('message', (name: string, text: string) => {
    // A large announcement would be parsed only to be dropped.
    if (text.startsWith(OWN)) return;
    const { payload } = JSON.parse(text) as { payload: unknown };
    tell(name.slice(topic('').length), payload);
  });
  client.on('ready', () => {
    if (hasBeenReady) tellMissed();
    hasBeenReady = true;
  });
  client.on('end', () => {
    clearInterval(timer);
    if (subscriber === client) subscriber = null;
  });
  return client;
}

// Taken up again by the client after each reconnection; refused only while everything is being closed.
const subscribe = (channel: string) => void subscriber?.subscribe(topic(channel)).catch(() => undefined);

// The first use of Redis opens the subscription too, never the mere import of a module that listens.
onRedisReady(() => {
  if (subscriber || listeners.size === 0) return;
  subscriber = openSubscriber();
  for (const channel of listeners.keys()) subscribe(channel);
});

/**
 * Tells every process of this service, this one at once and synchronously. True where Redis took the message; false
 * where the others could not be told now.
 */
export async function broadcast(channel: string, payload: unknown): Promise<boolean> {
  tell(channel, payload);
  if (redisState() !== 'up') return false;
  try {
    await redis()!.publish(topic(channel), `${OWN},"payload":${JSON.stringify(payload)}}`);
    return true;
  } catch {
    return false;
  }
}

/**
 * Hears what any process broadcasts on a channel. Messages sent while Redis was away are lost: `missed` is called when
 * it is back, to forget whatever such a message might have changed. Returns what takes the listener away.
 */
export function onBroadcast<T>(channel: string, hear: (payload: T) => void, missed?: () => void): () => void {
  const listener: Listener = { hear: hear, missed };
  const known = listeners.get(channel);
  if (known) known.add(listener);
  else {
    listeners.set(channel, new Set([listener]));
    if (!subscriber && isRedisOpen()) subscriber = openSubscriber();
    subscribe(channel);
  }
  return () => listeners.get(channel)?.delete(listener);
}

/** Whether this process hears the others at this moment. */
export function hearsOthers(): boolean {
  return subscriber?.status === 'ready' && !isSilent();
}
