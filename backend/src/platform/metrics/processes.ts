import cluster from 'node:cluster';
import { AggregatorRegistry } from 'prom-client';
import { registry } from './registry';

const PATIENCE_MS = 6_000;

interface Asked {
  type: 'metrics.asked';
  id: number;
}
interface Told {
  type: 'metrics.told';
  id: number;
  /** null: not every process answered. */
  text: string | null;
}

const isOf = <T extends { type: string }>(message: unknown, type: T['type']): message is T =>
  typeof message === 'object' && message !== null && (message as { type?: unknown }).type === type;

/** In the process that keeps the others: puts their measures together when one of them is asked. */
export function answerForAll(): void {
  const all = new AggregatorRegistry();
  cluster.on('message', (worker, message: unknown) => {
    if (!isOf<Asked>(message, 'metrics.asked')) return;
    const answer = (text: string | null) => {
      const told: Told = { type: 'metrics.told', id: message.id, text };
      if (worker.isConnected()) worker.send(told);
    };
    all.clusterMetrics().then(answer, () => answer(null));
  });
}

let asked = 0;

function askForAll(): Promise<string> {
  const id = (asked += 1);
  return new Promise((resolve, reject) => {
    const end = (text: string | null) => {
      clearTimeout(timer);
      process.off('message', hear);
      if (text === null) reject(new Error('not every process told its measures'));
      else resolve(text);
    };
    const hear = (message: unknown) => {
      if (isOf<Told>(message, 'metrics.told') && message.id === id) end(message.text);
    };
    const timer = setTimeout(() => end(null), PATIENCE_MS);
    process.on('message', hear);
    const question: Asked = { type: 'metrics.asked', id };
    process.send!(question);
  });
}

if (cluster.isWorker) {
  AggregatorRegistry.setRegistries([registry]);
  // Listens for the question by being made.
  new AggregatorRegistry();
}

/**
 * Everything measured, in Prometheus' text format; of all processes where this is one of several behind a port, since
 * whoever asks can't choose which of them answers. Rejects where one of them does not tell its own.
 */
export const metricsText = (): Promise<string> => (cluster.isWorker ? askForAll() : registry.metrics());
