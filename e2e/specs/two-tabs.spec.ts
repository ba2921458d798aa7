import type { Page } from '@playwright/test';
import { type Person, type Tenant, addStaff, call, registerTenant } from '../support/api';
import { expectAccessible } from '../support/axe';
import { stockMenu } from '../support/menu';
import { till } from '../support/till';
import { expect, test } from '../support/test';

let tenant: Tenant;
let cashier: Person;

test.beforeAll(async () => {
  tenant = await registerTenant('Kedai Dua Tab');
  await stockMenu(tenant);
  cashier = await addStaff(tenant, 'CASHIER', 'Budi Santoso');
});

const notice = (page: Page) => page.getByTestId('other-tab');
const countOf = async (queueName: string): Promise<number> => {
  const path = `/orders?outletId=${tenant.outletId}&q=${encodeURIComponent(queueName)}`;
  return (await call<unknown[]>('GET', path, undefined, tenant.token)).length;
};

async function beginOrder(page: Page, name: string): Promise<void> {
  const at = till(page);
  await at.basket.getByText('Bawa pulang', { exact: true }).click();
  await at.basket.getByPlaceholder('Nama antrean').fill(name);
  await at.product('Teh Tarik').click();
  await at.product('Roti Bakar').click();
  await expect(at.total).not.toHaveText(/Rp0$/);
}

/** Without `navigator.locks`, as on a page over plain HTTP from another machine. */
const withoutLocks = (page: Page) =>
  page.addInitScript(() => {
    Object.defineProperty(Navigator.prototype, 'locks', { value: undefined });
  });

for (const way of ['locks', 'word of mouth'] as const) {
  test(`F-31 a second tab says that the till is open, takes the basket over on purpose, and it is sold once (by ${way})`, async ({
    openAs,
  }) => {
    const name = `Ayu ${way}`;
    const first = await openAs(cashier, '/404');
    const second = await first.context().newPage();
    if (way !== 'locks') await Promise.all([first, second].map(withoutLocks));
    await first.goto('/till');
    await beginOrder(first, name);
    const total = await till(first).total.textContent();

    await second.goto('/till');
    await expect(notice(second)).toContainText('Kasir ini sudah terbuka di tab lain');
    await expect(till(second).basket).toHaveCount(0);
    for (const colorScheme of ['light', 'dark'] as const) {
      await second.emulateMedia({ colorScheme });
      await expectAccessible(second, `the notice, ${colorScheme}`);
    }
    await expect(second.getByRole('button', { name: 'Pakai di sini' })).toBeFocused();
    await second.keyboard.press('Enter');
    await expect(till(second).total).toHaveText(total ?? '');
    await expect(notice(first)).toBeVisible();
    await expect(till(first).basket).toHaveCount(0);

    await first.getByRole('button', { name: 'Pakai di sini' }).click();
    await expect(till(first).total).toHaveText(total ?? '');
    await expect(notice(second)).toBeVisible();

    await second.reload();
    await second.getByRole('button', { name: 'Pakai di sini' }).click();
    const at = till(second);
    await at.pay.click();
    await at.takeExact.click();
    await expect(at.done).toBeVisible();
    expect(await countOf(name)).toBe(1);

    await second.close();
    await first.reload();
    await expect(till(first).pay).toBeDisabled();
    await expect(notice(first)).toHaveCount(0);
  });
}

test('F-31 an order being sent in the first tab finishes there before the second has the basket', async ({
  openAs,
}) => {
  const first = await openAs(cashier, '/till');
  await beginOrder(first, 'Citra');
  let answer = (): void => undefined;
  const isMayGo = new Promise<void>((resolve) => (answer = resolve));
  await first.route('**/api/v1/orders', async (route) => {
    if (route.request().method() === 'POST') await isMayGo;
    await route.continue();
  });
  await till(first).pay.click();
  const sent = first.waitForRequest(
    (request) => request.method() === 'POST' && /orders$/.test(request.url()),
  );
  await till(first).takeExact.click();
  await sent;

  const second = await first.context().newPage();
  await second.goto('/till');
  await second.getByRole('button', { name: 'Pakai di sini' }).click();
  await expect(notice(second)).toContainText('Tab lain menyelesaikan dulu');
  await expect(notice(first)).toHaveCount(0);
  answer();
  await expect(notice(first)).toBeVisible();
  await expect(till(second).pay).toBeDisabled();
  await expect(till(second).total).toHaveCount(0);
  expect(await countOf('Citra')).toBe(1);
});
