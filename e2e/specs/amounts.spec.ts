import type { Page } from '@playwright/test';
import { type Tenant, registerTenant } from '../support/api';
import { hire } from '../support/crew';
import { stockMenu } from '../support/menu';
import { pressUntil, rupiah, till, typeByHand } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;

test.beforeAll(async () => {
  tenant = await registerTenant('Warung Jutawan');
  await stockMenu(tenant);
});

/** Amounts that are not seen whole, what slides away included: they leave what cuts them off, their card, or the page's sides. */
const cutAmounts = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    const cut: string[] = [];
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const holder = node.parentElement;
      if (!/Rp\s?\d/.test(node.textContent ?? '') || !holder?.checkVisibility()) continue;
      if (holder.closest('[aria-hidden=true], .sr-only, .receipt-paper')) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const { left, right } = range.getBoundingClientRect();
      const frames = [{ left: 0, right: innerWidth }];
      for (let up: HTMLElement | null = holder; up; up = up.parentElement) {
        const { overflowX } = getComputedStyle(up);
        if (/auto|scroll/.test(overflowX) && up.scrollWidth > up.clientWidth) break;
        if (/hidden|clip/.test(overflowX) || up.classList.contains('card'))
          frames.push(up.getBoundingClientRect());
      }
      if (frames.some((frame) => left < frame.left - 1 || right > frame.right + 1))
        cut.push(node.textContent ?? '');
    }
    return cut;
  });

for (const [width, height] of [
  [1366, 768],
  [1024, 768],
  [844, 390],
  [390, 844],
] as const) {
  test(`T-50 no amount is cut off on ${width}×${height}, millions neither`, async ({ openAs }) => {
    const { person } = await hire(tenant);
    const page = await openAs(person, '/till', { viewport: { width, height } });
    const at = till(page);
    await at.product('Teh Tarik').click();
    await at.pay
      .or(page.getByTestId('till-bar').getByRole('button', { name: /^Bayar/ }))
      .first()
      .click();
    await expect(at.due).toBeVisible();
    await expect.poll(() => cutAmounts(page)).toEqual([]);
    await typeByHand(page, '9876500');
    await expect(page.getByTestId('change-live')).toHaveText(/^Rp9\.8\d\d\.\d{3}$/);
    await expect.poll(() => cutAmounts(page)).toEqual([]);
    const change = (await page.getByTestId('change-live').textContent()) ?? '';
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `Ya, terima ${rupiah(9_876_500)}` }).click();
    await expect(at.change).toHaveText(change);
    await expect.poll(() => cutAmounts(page)).toEqual([]);
    await pressUntil(page, 'Enter', () => expect(at.done).toBeHidden({ timeout: 300 }));
    if (width < 1024) await page.getByTestId('till-bar').getByRole('button').first().click();
    await expect(page.getByTestId('last-change')).toContainText(change);
    await expect.poll(() => cutAmounts(page)).toEqual([]);
  });
}

test('T-51 «/» pressed again in the search looks for nothing', async ({ openAs }) => {
  const { person } = await hire(tenant);
  const page = await openAs(person, '/till');
  await expect(till(page).product('Teh Tarik')).toBeVisible();
  const search = page.getByRole('searchbox').or(page.getByRole('search').getByRole('textbox'));
  await page.keyboard.press('/');
  await expect(search).toBeFocused();
  await page.keyboard.press('/');
  await typeByHand(page, 'roti');
  await expect(search).toHaveValue('roti');
  await expect(till(page).product('Roti Bakar')).toBeVisible();
});
