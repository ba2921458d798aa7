import { sendMails } from '../../../../test/factories/mail';
import { startTestApp } from '../../../../test/setup';
import type { TestApp, TestTenant } from '../../../../test/setup';
import { setClock } from '../../../platform/clock';
import { givePlan, markPaid } from '..';
import { keepSubscriptions } from '../subscription.jobs';

const START = new Date('2027-04-01T05:00:00Z');
const DAY = 86_400_000;
let at = START;
const days = (count: number) => (at = new Date(START.getTime() + count * DAY));

let app: TestApp;
beforeAll(async () => {
  setClock({ now: () => new Date(at) });
  app = await startTestApp({ accessTokenTtl: 400 * DAY });
});
afterAll(async () => {
  await app.stop();
  setClock();
});
beforeEach(() => days(0));

/** The job runs, and again, and the mails leave; what arrived at an owner since, the subjects. */
async function morning({ email }: TestTenant): Promise<string[]> {
  await keepSubscriptions();
  await keepSubscriptions();
  await sendMails();
  const rows = await app.sql<{ subject: string }>(
    "DELETE FROM local_inbox WHERE recipient = $1 AND subject !~ 'email' RETURNING subject",
    [email],
  );
  return rows.map(({ subject }) => subject).sort();
}

describe('mails about money', () => {
  test('SAAS-05 a trial that ends: three days and one day before, once each; not for whoever has chosen', async () => {
    const tenant = await app.registerTenant({ businessName: 'Kedai Senja' });
    days(10.5);
    expect(await morning(tenant)).toEqual([]);
    days(11.5);
    expect(await morning(tenant)).toEqual(['Masa coba “Kedai Senja” berakhir 15 Apr 2027']);
    expect(await morning(tenant)).toEqual([]);
    days(13.2);
    expect(await morning(tenant)).toEqual(['Masa coba “Kedai Senja” berakhir 15 Apr 2027']);

    days(0);
    const chosen = await app.registerTenant();
    days(13.2);
    await keepSubscriptions();
    await givePlan(chosen.tenantId, { planId: 'PRO', endsAt: '2028-01-01T00:00:00.000Z', reason: 'uji' });
    await sendMails();
    const told = await app.sql("SELECT FROM local_inbox WHERE recipient = $1 AND subject LIKE 'Masa coba%'", [
      chosen.email,
    ]);
    expect(told).toEqual([]);
  });

  test('SAAS-05 an invoice: written of, due, overdue in three steps, paid; late looks say the last thing alone', async () => {
    const tenant = await app.registerTenant();
    await givePlan(tenant.tenantId, { planId: 'BASIC', endsAt: '2028-01-01T00:00:00.000Z', reason: 'uji' });
    const { body } = await tenant.api('POST', '/subscription/addons', {
      addOnId: 'EXTRA_OUTLET',
      quantity: 1,
    });
    const { id, number } = body.data;
    days(5);
    expect(await morning(tenant)).toEqual([`Tagihan ${number}, jatuh tempo 8 Apr 2027`]);
    for (const [day, count] of [
      [6.5, 0],
      [8.1, 1],
      [9, 0],
      [10.5, 1],
      [15, 1],
      [16, 0],
    ] as const) {
      days(day);
      expect([day, await morning(tenant)]).toEqual([
        day,
        Array(count).fill(`Tagihan ${number} lewat jatuh tempo`),
      ]);
    }
    await markPaid(tenant.tenantId, id, 'BCA 1');
    await markPaid(tenant.tenantId, id, 'BCA 1');
    expect(await morning(tenant)).toEqual([`Tagihan ${number} lunas`]);

    days(16 + 28);
    expect(await morning(tenant)).toEqual(['Tambahan “Outlet tambahan” berakhir 17 Mei 2027']);
  });

  test('SAAS-05 whoever looks late at an invoice says the last step alone, in the reader’s language, to owners alone', async () => {
    const tenant = await app.registerTenant();
    await tenant.staff('CASHIER');
    const { body } = await tenant.api('POST', '/subscription/change', { planId: 'BASIC' });
    await app.sql("UPDATE users SET locale = 'en' WHERE email = $1", [tenant.email]);
    days(11);
    expect(await morning(tenant)).toEqual([
      `Invoice ${body.data.invoice.number} is overdue`,
      'The trial of “Kedai Contoh” ends 15 Apr 2027',
    ]);
    const others = await app.sql<{ recipient: string }>(
      "SELECT recipient FROM emails WHERE tenant_id = $1 AND name LIKE 'invoice%' AND recipient <> $2",
      [tenant.tenantId, tenant.email],
    );
    expect(others).toEqual([]);
  });

  test('SAAS-05 paid before the reminder leaves: it is dropped', async () => {
    const tenant = await app.registerTenant();
    const { body } = await tenant.api('POST', '/subscription/change', { planId: 'BASIC' });
    days(5);
    await keepSubscriptions();
    await markPaid(tenant.tenantId, body.data.invoice.id, 'BCA 2');
    expect(await morning(tenant)).toEqual([`Tagihan ${body.data.invoice.number} lunas`]);
  });
});
