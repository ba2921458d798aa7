import type { Page, Route } from '@playwright/test';
import { expect } from './test';
import { till } from './till';

/** Holds the answers to writing calls of a path until it is told to let them go. */
export async function slowDown(
  page: Page,
  path: RegExp,
): Promise<{ held: Promise<void>; release: () => void }> {
  let release = (): void => undefined;
  let arrive = (): void => undefined;
  const mayGo = new Promise<void>((resolve) => (release = resolve));
  const held = new Promise<void>((resolve) => (arrive = resolve));
  await page.route(path, async (route) => {
    if (route.request().method() === 'GET') return route.fallback();
    const response = await route.fetch();
    arrive();
    await mayGo;
    await route.fulfill({ response });
  });
  return { held, release };
}

/** Calls arrive and are done; their answers don't come back. */
export async function loseAnswers(page: Page, path: RegExp): Promise<() => Promise<void>> {
  const lose = async (route: Route): Promise<void> => {
    if (route.request().method() === 'GET') return route.fallback();
    await route.fetch();
    await route.abort('connectionreset');
  };
  await page.route(path, lose);
  return () => page.unroute(path, lose);
}

/** Opens the till with its live line dead: it hears of nothing. */
export async function goDeaf(page: Page): Promise<Page> {
  await page.routeWebSocket(/socket\.io/, (socket) => void socket.close());
  await page.goto('/till');
  return page;
}

/** The till once it can be sold at, with a table's name where one is given. */
export async function openTill(page: Page, table?: string): Promise<ReturnType<typeof till>> {
  const at = till(page);
  await expect(at.product('Teh Tarik')).toBeVisible();
  if (table) await page.locator('#till-label').fill(table);
  return at;
}

/** Opens a stored order from the list. */
export async function resume(page: Page, title: string): Promise<void> {
  await page.getByRole('button', { name: 'Pesanan', exact: true }).click();
  const sheet = page.getByRole('dialog', { name: 'Pesanan berjalan' });
  await sheet.getByRole('button', { name: new RegExp(title) }).click();
  await expect(sheet).toBeHidden();
}

export const toKitchen = (page: Page) => till(page).basket.getByRole('button', { name: /^Kirim ke dapur/ });
export const lineOf = (page: Page, name: string) =>
  till(page).basket.locator('[data-line]', { hasText: name });
