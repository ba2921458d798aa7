import lighthouse from 'lighthouse';

/** A line that does not slow anything down, so that the processor alone is slowed. */
const FAST_LINE = { rttMs: 0, throughputKbps: 0, requestLatencyMs: 0, downloadThroughputKbps: 0 };
/** Lighthouse's own «slow 4G», applied for real instead of reckoned. */
const SLOW_4G = { rttMs: 150, throughputKbps: 1638, requestLatencyMs: 562.5, downloadThroughputKbps: 1474 };

export type Line = 'fast' | 'slow 4G';

export interface PageLoad {
  lcpMs: number;
  tbtMs: number;
  layoutShift: number;
}

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

async function loadOnce(url: string, port: number, line: Line): Promise<PageLoad> {
  const throttling = line === 'fast' ? FAST_LINE : SLOW_4G;
  // Cookies and local storage stay, so that who is signed in stays; the cache is emptied before each run.
  const result = await lighthouse(
    url,
    { port, output: 'json', logLevel: 'error' },
    {
      extends: 'lighthouse:default',
      settings: {
        onlyAudits: ['largest-contentful-paint', 'total-blocking-time', 'cumulative-layout-shift'],
        formFactor: 'desktop',
        screenEmulation: { mobile: false, width: 1366, height: 768, deviceScaleFactor: 1, disabled: false },
        throttlingMethod: 'devtools',
        throttling: {
          ...throttling,
          uploadThroughputKbps: throttling.downloadThroughputKbps / 2,
          cpuSlowdownMultiplier: 4,
        },
      },
    },
  );
  const audits = result?.lhr.audits ?? {};
  const numberOf = (name: string): number => {
    const value = audits[name]?.numericValue;
    if (value === undefined)
      throw new Error(`Lighthouse has no ${name} for ${url}: ${audits[name]?.errorMessage}`);
    return value;
  };
  return {
    lcpMs: numberOf('largest-contentful-paint'),
    tbtMs: numberOf('total-blocking-time'),
    layoutShift: numberOf('cumulative-layout-shift'),
  };
}

/** Median of several cold loads, the processor slowed down four times. `port` is the browser's debugging port. */
export async function measurePageLoad(
  url: string,
  { port, line, runs }: { port: number; line: Line; runs: number },
): Promise<PageLoad> {
  const loads: PageLoad[] = [];
  for (let run = 0; run < runs; run += 1) loads.push(await loadOnce(url, port, line));
  return {
    lcpMs: median(loads.map(({ lcpMs }) => lcpMs)),
    tbtMs: median(loads.map(({ tbtMs }) => tbtMs)),
    layoutShift: median(loads.map(({ layoutShift }) => layoutShift)),
  };
}
