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

/**
 * What a hurried hand does at the very moment something appears or goes, done within the page so that it comes at that
 * moment however busy the machine is. Begin it before, await it after.
 */
export async function atTheMoment(
  page: Page,
  moment: { shown: string } | { gone: string },
  hand: { key: string } | { click: [number, number]; times: number },
): Promise<void> {
  await page.evaluate(
    async ({ testId, isShown, act }) => {
      const comes = (): boolean => (document.querySelector(`[data-testid="${testId}"]`) !== null) === isShown;
      await new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          if (!comes()) return;
          observer.disconnect();
          resolve();
        });
        observer.observe(document.body, { subtree: true, childList: true });
      });
      if ('key' in act) {
        const press = { key: act.key, code: act.key, bubbles: true, cancelable: true };
        (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', press));
        return;
      }
      for (let time = 0; time < act.times; time += 1) {
        document.elementFromPoint(...act.click)?.dispatchEvent(new MouseEvent('click', { bubbles: true }));
      }
    },
    { testId: 'shown' in moment ? moment.shown : moment.gone, isShown: 'shown' in moment, act: hand },
  );
}

/** As a hand types, not as a scanner does, into what is no longer so fresh that it ignores the Enter that follows. */
export async function typeByHand(page: Page, text: string): Promise<void> {
  await expect(page.locator('[data-fresh]')).toHaveCount(0);
  await page.keyboard.type(text, { delay: 70 });
}

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
