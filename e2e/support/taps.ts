import type { Locator, Page } from '@playwright/test';

export interface TapTimes {
  taps: number;
  p50Ms: number;
  p95Ms: number;
}

declare global {
  interface Window {
    mejaTap?: Promise<number>;
  }
}

const percentile = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN;

/**
 * From the finger's leaving the tile to the frame after the one in whose making the total had its new text: the paint
 * of that frame is over by then, so the time is rather too long than too short.
 */
async function armStopwatch(total: Locator): Promise<void> {
  await total.evaluate((element) => {
    window.mejaTap = new Promise((resolve) => {
      let lifted = Number.NaN;
      addEventListener('pointerup', (event) => (lifted = event.timeStamp), { capture: true, once: true });
      const observer = new MutationObserver(() => {
        observer.disconnect();
        requestAnimationFrame(() => {
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - lifted);
          port2.postMessage(null);
        });
      });
      observer.observe(element, { characterData: true, childList: true, subtree: true });
    });
  });
}

/** Taps on tiles in turn, the processor slowed down; how long until the total is painted. */
export async function measureTaps(
  page: Page,
  {
    tiles,
    total,
    taps,
    warmUp,
    slowdown,
  }: {
    tiles: readonly Locator[];
    total: Locator;
    taps: number;
    warmUp: number;
    slowdown: number;
  },
): Promise<TapTimes> {
  const device = await page.context().newCDPSession(page);
  await device.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  const times: number[] = [];
  // By place, not by locator: what a locator checks in the page before it clicks would be measured too.
  const places: { x: number; y: number }[] = [];
  for (const tile of tiles) {
    const box = await tile.boundingBox();
    if (!box) throw new Error('A tile to tap on is not to be seen.');
    places.push({ x: box.x + box.width / 2, y: box.y + box.height / 2 });
  }
  for (let n = 0; n < taps + warmUp; n += 1) {
    await armStopwatch(total);
    const { x, y } = places[n % places.length]!;
    await page.mouse.click(x, y);
    const time = await page.evaluate(() => window.mejaTap);
    if (n >= warmUp) times.push(time!);
  }
  await device.send('Emulation.setCPUThrottlingRate', { rate: 1 });
  await device.detach();
  const sorted = times.toSorted((a, b) => a - b);
  return { taps, p50Ms: percentile(sorted, 0.5), p95Ms: percentile(sorted, 0.95) };
}
