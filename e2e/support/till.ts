import { type Locator, type Page, expect } from '@playwright/test';

/** `Rp103.950`, as an Indonesian till writes it. */
export const rupiah = (amount: number): string => `Rp${amount.toLocaleString('id-ID')}`;

/** The amount a text shows. */
export function amountIn(text: string): number {
  return Number(text.replace(/[^\d-]/g, ''));
}

/** The till's parts, found as a cashier finds them. */
export function till(page: Page) {
  const basket = page.getByRole('region', { name: 'Pesanan', exact: true });
  return {
    basket,
    product: (name: string): Locator => page.getByRole('button', { name: new RegExp(`${name}.*Rp`) }),
    total: basket.getByTestId('basket-total'),
    pay: basket.getByRole('button', { name: /^Bayar/ }),
    due: page.getByTestId('due'),
    takeExact: page.getByTestId('cash-exact'),
    confirmCash: page.getByTestId('cash-confirm'),
    cash: (amount: number): Locator =>
      page.getByRole('dialog', { name: 'Bayar' }).getByRole('button', { name: rupiah(amount) }),
    done: page.getByRole('region', { name: 'Penjualan tercatat' }),
    change: page.getByTestId('change'),
    receipt: page.getByRole('img', { name: /^Struk pesanan/ }),
    newOrder: page.getByTestId('new-order'),
  };
}

/** What the basket says is to be paid. */
export async function readTotal(page: Page): Promise<number> {
  return amountIn((await till(page).total.textContent()) ?? '');
}

/** The number of the order that was just paid. */
export async function readOrderNumber(page: Page): Promise<string> {
  const { done } = till(page);
  await expect(done).toBeVisible();
  const text =
    (await done
      .getByText(/^Pesanan /)
      .first()
      .textContent()) ?? '';
  return /^\s*Pesanan (\S+)/.exec(text)?.[1] ?? '';
}

/** Presses a key until it has done its work: what has just appeared ignores the rest of a hurried hand. */
export async function pressUntil(page: Page, key: string, done: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key);
    await done();
  }).toPass();
}

/** As a hand types, not as a scanner does. */
export const typeByHand = (page: Page, text: string): Promise<void> =>
  page.keyboard.type(text, { delay: 70 });

/** As a keyboard-wedge scanner: keys four milliseconds apart by their own time, however busy the machine is, and Enter. */
export async function scan(page: Page, code: string): Promise<void> {
  const device = await page.context().newCDPSession(page);
  const from = Date.now() / 1000;
  for (const [place, key] of [...code, 'Enter'].entries()) {
    const timestamp = from + place * 0.004;
    const text = key === 'Enter' ? '\r' : key;
    const about = key === 'Enter' ? { key, code: key, windowsVirtualKeyCode: 13 } : { key };
    await device.send('Input.dispatchKeyEvent', { type: 'keyDown', text, timestamp, ...about });
    await device.send('Input.dispatchKeyEvent', { type: 'keyUp', timestamp, ...about });
  }
  await device.detach();
}
