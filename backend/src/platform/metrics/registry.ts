import { Gauge, Registry, collectDefaultMetrics } from 'prom-client';
import type { Aggregator } from 'prom-client';

export const registry = new Registry();
collectDefaultMetrics({ register: registry });

type Reading = number | { labels: Record<string, string>; value: number }[];

/**
 * A measure that is read when somebody asks for the metrics. A reading that fails (its source is away) leaves the
 * gauge out of the answer rather than showing an old figure. `together` says how the readings of several processes behind
 * one port become one: their sum, unless each reads the same source.
 */
export function addGauge(
  name: string,
  help: string,
  labelNames: string[],
  read: () => Reading | Promise<Reading>,
  together: Aggregator = 'sum',
): void {
  registry.removeSingleMetric(name);
  new Gauge({
    name,
    help,
    labelNames,
    aggregator: together,
    registers: [registry],
    async collect() {
      this.reset();
      try {
        const reading = await read();
        if (typeof reading === 'number') this.set(reading);
        else for (const { labels, value } of reading) this.set(labels, value);
      } catch {
        this.remove();
      }
    },
  });
}

/** The content type of the measures. */
export const metricsType = (): string => registry.contentType;
