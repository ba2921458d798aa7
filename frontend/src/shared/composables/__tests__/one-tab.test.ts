import { afterEach, expect, test } from 'vitest';
import { forOneTab, type OneTab } from '../one-tab';

/** Tabs of one browser without `navigator.locks`: they speak over real channels. */
const opened: OneTab[] = [];
function openTab(finish: () => Promise<void> = async () => undefined) {
  const seen = { lost: 0 };
  const tab = forOneTab('basket', { finish, lost: () => (seen.lost += 1) });
  opened.push(tab);
  return { ...tab, seen };
}
afterEach(() => {
  for (const tab of opened.splice(0)) tab.close();
});

test('F-31 of two tabs that ask at once one has it', async () => {
  const tabs = [openTab(), openTab()];
  const answers = await Promise.all(tabs.map((tab) => tab.ask()));
  expect(answers.filter(Boolean)).toHaveLength(1);
});

test('F-31 a second tab does not get it by asking, gets it by taking it over, and the first is told', async () => {
  const [first, second] = [openTab(), openTab()];
  expect(await first.ask()).toBe(true);
  expect(await second.ask()).toBe(false);
  expect(first.seen.lost).toBe(0);
  await second.takeOver();
  expect(first.seen.lost).toBe(1);
  expect(await first.ask()).toBe(false);
  await first.takeOver();
  expect([first.seen.lost, second.seen.lost]).toEqual([1, 1]);
});

test('F-31 the tab that has it finishes first', async () => {
  let end = (): void => undefined;
  const first = openTab(() => new Promise((resolve) => (end = resolve)));
  const second = openTab();
  await first.ask();
  let isMoved = false;
  const moving = second.takeOver().then(() => (isMoved = true));
  expect(await openTab().ask()).toBe(false);
  expect(isMoved).toBe(false);
  expect(first.seen.lost).toBe(0);
  end();
  await moving;
  expect(first.seen.lost).toBe(1);
});

test('F-31 a tab that is closed leaves it to the next', async () => {
  const [first, second] = [openTab(), openTab()];
  await first.ask();
  first.close();
  expect(await second.ask()).toBe(true);
});
