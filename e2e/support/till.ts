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
