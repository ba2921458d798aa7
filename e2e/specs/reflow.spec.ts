import type { Page } from '@playwright/test';
import { type Tenant, registerTenant } from '../support/api';
import { type Menu, stockMenu } from '../support/menu';
import { placeOrder } from '../support/orders';
import { OFFICE_PAGES } from '../support/pages';
import { superAdmin } from '../support/settings';
import { till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let menu: Menu;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Sempit');
  menu = await stockMenu(tenant);
  await placeOrder(tenant, menu, { table: 'Meja 2' });
  await placeOrder(tenant, menu, { paid: true });
});

/** How far the page runs over its width, in CSS pixels: WCAG 2.2, 1.4.10 wants none at 320. Tables scroll within their own frame. */
const runsOver = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

/** What lies partly outside of the page's sides, of what can be pressed; a strip that scrolls sideways may have more. */
const cutAtTheSide = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('button, a, input')]
      .filter((one) => {
        const { left, right, width } = one.getBoundingClientRect();
        if (width === 0 || !one.checkVisibility() || one.closest('[aria-hidden=true], .sr-only'))
          return false;
        for (let up = one.parentElement; up; up = up.parentElement)
          if (/auto|scroll/.test(getComputedStyle(up).overflowX) && up.scrollWidth > up.clientWidth)
            return false;
        return right > innerWidth + 1 || left < -1;
      })
      .map((one) => one.innerText || one.getAttribute('aria-label') || one.outerHTML.slice(0, 80)),
  );

for (const [width, height, what] of [
  [320, 568, 'the narrowest phone'],
  [320, 256, '400 % of 1280×1024'],
  [683, 384, '200 % of 1366×768'],
  [844, 390, 'a phone held sideways'],
] as const) {
  test(`T-16 a sale on ${width}×${height}, ${what}: lines are seen, «Bayar» and change are reached`, async ({
    openAs,
  }) => {
    const page = await openAs(tenant, '/till', { viewport: { width, height } });
    const at = till(page);
    await at.product('Teh Tarik').click();
    await at.product('Roti Bakar').click();
    expect(await runsOver(page)).toBe(0);
    expect(await cutAtTheSide(page)).toEqual([]);
    const bar = page.getByTestId('till-bar');
    await bar.getByRole('button').first().click();
    for (const name of ['Teh Tarik', 'Roti Bakar']) {
      const line = at.basket.getByText(name, { exact: true });
      await line.scrollIntoViewIfNeeded();
      await expect(line).toBeInViewport({ ratio: 1 });
    }
    expect(await cutAtTheSide(page)).toEqual([]);
    await at.pay.scrollIntoViewIfNeeded();
    await expect(at.pay).toBeInViewport({ ratio: 1 });
    await at.pay.click();
    await expect(at.due).toBeInViewport();
    await at.confirmCash.scrollIntoViewIfNeeded();
    await expect(at.confirmCash).toBeInViewport({ ratio: 1 });
    expect(await runsOver(page)).toBe(0);
    expect(await cutAtTheSide(page)).toEqual([]);
    await at.takeExact.click();
    await expect(at.change).toBeVisible();
    expect(await runsOver(page)).toBe(0);
    await at.newOrder.scrollIntoViewIfNeeded();
    await expect(at.newOrder).toBeInViewport({ ratio: 0.95 });
  });
}

test('T-16 no page of a business runs over 320 pixels', async ({ openAs }) => {
  const page = await openAs(tenant, '/dashboard', { viewport: { width: 320, height: 568 } });
  for (const path of [...OFFICE_PAGES, '/kitchen']) {
    await page.goto(path);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeAttached();
    expect.soft({ path, over: await runsOver(page), cut: await cutAtTheSide(page) }).toEqual({
      path,
      over: 0,
      cut: [],
    });
  }
});

test('T-16 nor do the pages before one is signed in, nor the list of businesses', async ({
  page,
  openAs,
}) => {
  const admin = await openAs(superAdmin, '/admin/tenants', { viewport: { width: 320, height: 568 } });
  await expect(admin.locator('[aria-busy=true]')).toHaveCount(0);
  expect({ over: await runsOver(admin), cut: await cutAtTheSide(admin) }).toEqual({ over: 0, cut: [] });
  await page.setViewportSize({ width: 320, height: 568 });
  for (const path of ['/login', '/register', '/join']) {
    await page.goto(path);
    await expect(page.getByRole('heading', { level: 1 }).first()).toBeVisible();
    expect({ path, over: await runsOver(page), cut: await cutAtTheSide(page) }).toEqual({
      path,
      over: 0,
      cut: [],
    });
  }
});
