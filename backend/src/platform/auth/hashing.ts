import { createRequire } from 'node:module';
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { GateBusy } from '../../lib/gate';

/** One hash to make, or one to hold a text against. */
type Task = { text: string; rounds: number } | { text: string; stored: string };

interface Waiting {
  task: Task;
  resolve: (result: string | boolean) => void;
  reject: (error: Error) => void;
}

interface Hand {
  worker: Worker;
  at: Waiting | null;
}

/**
 * What a thread for hashing runs; plain JavaScript, since it is started from its text wherever this file has been bundled
 * to. On Linux a priority belongs to a thread, so that it yields to the threads that answer requests; elsewhere it
 * would be the whole process'.
 */
const THREAD = `
const { parentPort, workerData } = require('node:worker_threads');
const bcrypt = require(workerData.bcrypt);
if (process.platform === 'linux') require('node:os').setPriority(workerData.niceness);
parentPort.on('message', ({ text, rounds, stored }) => {
  try {
    const result = stored === undefined ? bcrypt.hashSync(text, rounds) : bcrypt.compareSync(text, stored);
    parentPort.postMessage({ result });
  } catch (error) {
    parentPort.postMessage({ error: String(error) });
  }
});`;

/** The scheduler then gives such a thread a third of what one that answers requests gets where both want a core. */
const NICENESS = 5;
/** More could not be at work at once; each holds some megabytes. */
const HANDS = Math.min(2, availableParallelism());
/** Who comes after so many would wait for half a minute on a machine that does nothing else. */
const WAITING = 200;
const COME_AGAIN_S = 5;

const hands: Hand[] = [];
const queue: Waiting[] = [];

function finish(hand: Hand, settle: (waiting: Waiting) => void): void {
  const waiting = hand.at;
  hand.at = null;
  if (waiting) settle(waiting);
  next();
}

function takeOn(): Hand {
  const worker = new Worker(THREAD, {
    eval: true,
    workerData: { bcrypt: createRequire(import.meta.url).resolve('bcrypt'), niceness: NICENESS },
    resourceLimits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 2 },
    execArgv: [],
  });
  const hand: Hand = { worker, at: null };
  worker.on('message', ({ result, error }: { result: string | boolean; error?: string }) =>
    finish(hand, ({ resolve, reject }) => (error === undefined ? resolve(result) : reject(new Error(error)))),
  );
  // A thread that could not live on is replaced by the next task; the one it had fails.
  const lose = (error: Error) => {
    const index = hands.indexOf(hand);
    if (index >= 0) hands.splice(index, 1);
    finish(hand, ({ reject }) => reject(error));
  };
  worker.on('error', lose);
  worker.on('exit', (code) => lose(new Error(`a thread for hashing ended with ${code}`)));
  hands.push(hand);
  return hand;
}

/** Gives the first that waits to a free thread; a thread that is free keeps no process alive. */
function next(): void {
  const hand = hands.find(({ at }) => !at) ?? (hands.length < HANDS ? null : undefined);
  if (hand === undefined || queue.length === 0) {
    for (const { worker, at } of hands) if (!at) worker.unref();
    return;
  }
  const taken = hand ?? takeOn();
  taken.at = queue.shift()!;
  taken.worker.ref();
  taken.worker.postMessage(taken.at.task);
}

function ask<R extends string | boolean>(task: Task): Promise<R> {
  if (queue.length >= WAITING) return Promise.reject(new GateBusy(COME_AGAIN_S));
  return new Promise<R>((resolve, reject) => {
    queue.push({ task, resolve: resolve as Waiting['resolve'], reject });
    next();
  });
}

/**
 * A bcrypt hash of a text, of 2^rounds rounds. First come first served, on threads of their own beside the pool that files, names
 * and compression wait for. Throws `GateBusy` where too many wait.
 */
export const bcryptHash = (text: string, rounds: number): Promise<string> => ask({ text, rounds });

/** Whether a text fits a bcrypt hash; likewise. */
export const bcryptFits = (text: string, stored: string): Promise<boolean> => ask({ text, stored });
