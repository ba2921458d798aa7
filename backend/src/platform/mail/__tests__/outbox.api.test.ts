import { v7 as uuidv7 } from 'uuid';
import { sendMails, startSmtp } from '../../../../test/factories/mail';
import type { SmtpInbox } from '../../../../test/factories/mail';
import { until } from '../../../../test/faults/until';
import { startTestApp } from '../../../../test/setup';
import type { TestApp } from '../../../../test/setup';
import { mailResolvers } from '../../../app/mails';
import { setClock } from '../../clock';
import { config, setConfig } from '../../config';
import { withPlatform } from '../../db/platform-door';
import { queueMail, startMailer } from '../mailer';
import { claimMail } from '../outbox.repository';

const MINUTE = 60_000;
let app: TestApp;
let smtp: SmtpInbox;

beforeAll(async () => {
  smtp = await startSmtp();
  app = await startTestApp({ smtpUrl: smtp.url, localInbox: false, mailFrom: 'Meja <kasir@contoh.test>' });
});
afterEach(() => {
  setClock();
  setConfig({ ...config(), smtpUrl: smtp.url });
});
afterAll(async () => {
  await app.stop();
  await smtp.stop();
});

const address = () => `orang-${uuidv7()}@contoh.test`;
const notice = (to: string) =>
  queueMail({ name: 'password_changed', to, language: 'id', params: { name: 'Rina' } });
const queued = (to: string) => withPlatform(() => notice(to));
const arrived = (to: string) => smtp.mails.filter((mail) => JSON.stringify(mail.to).includes(to));
const row = async (to: string) =>
  (
    await app.sql<{ status: string; attempts: number; error: string | null; params: object }>(
      'SELECT status, attempts, error, params FROM emails WHERE recipient = $1',
      [to],
    )
  )[0]!;
/** From now on it is so much later. */
const later = (ms: number) => {
  const at = Date.now() + ms;
  setClock({ now: () => new Date(at) });
};

describe('mail leaves', () => {
  test('INT-03 JOB-02 with what caused it, and not without', async () => {
    const [kept, undone] = [address(), address()];
    await queued(kept);
    await expect(
      withPlatform(async () => {
        await notice(undone);
        throw new Error('undone');
      }),
    ).rejects.toThrow('undone');
    await sendMails();
    expect([arrived(kept).length, arrived(undone).length]).toEqual([1, 0]);
    const [mail] = arrived(kept);
    expect(mail!.from?.text).toBe('"Meja" <kasir@contoh.test>');
    expect(mail!.subject).toBe('Kata sandi Anda diganti');
    expect(mail!.html).toContain('Halo Rina,');
    expect(mail!.text).toContain('Halo Rina,');
    expect(mail!.headers.get('auto-submitted')).toBe('auto-generated');
    expect(await row(kept)).toEqual({ status: 'SENT', attempts: 1, error: null, params: {} });
    expect(await sendMails()).toBe(0);
  });

  test('INT-03 JOB-03 once, however many send at the same time', async () => {
    const people = Array.from({ length: 25 }, address);
    await withPlatform(async () => {
      for (const to of people) await notice(to);
    });
    const counts = await Promise.all([sendMails(), sendMails(), sendMails()]);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(25);
    expect(people.map((to) => arrived(to).length)).toEqual(people.map(() => 1));
    expect(new Set(people.map((to) => arrived(to)[0]!.messageId)).size).toBe(25);
  });

  test('INT-03 a server that is away for more than an hour loses nothing, and is asked ever more rarely', async () => {
    const people = [address(), address(), address()];
    for (const to of people) await queued(to);
    const gone = await startSmtp();
    await gone.stop();
    setConfig({ ...config(), smtpUrl: gone.url });
    let tries = 0;
    for (let minute = 0; minute <= 90; minute += 1) {
      later(minute * MINUTE);
      tries += await sendMails();
    }
    const attempts = await Promise.all(people.map(async (to) => (await row(to)).attempts));
    expect(tries).toBe(attempts.reduce((sum, count) => sum + count, 0));
    expect(tries).toBeLessThan(30);
    expect((await row(people[0]!)).error).toMatch(/^E[A-Z]+$/);
    setConfig({ ...config(), smtpUrl: smtp.url });
    later(160 * MINUTE);
    await sendMails();
    expect(people.map((to) => arrived(to).length)).toEqual([1, 1, 1]);
  });

  test('INT-03 an address that is refused is given up, and holds up nobody', async () => {
    const [nobody, somebody] = [address(), address()];
    smtp.refused.add(nobody);
    await queued(nobody);
    await queued(somebody);
    await sendMails();
    expect(await row(nobody)).toMatchObject({ status: 'FAILED', attempts: 1, params: {} });
    expect(JSON.stringify(await row(nobody))).not.toContain('mailbox');
    expect(arrived(somebody)).toHaveLength(1);
    later(120 * MINUTE);
    expect(await sendMails()).toBe(0);
  });

  test('INT-03 what could not be sent for two days is given up', async () => {
    const to = address();
    await queued(to);
    later(49 * 60 * MINUTE);
    await sendMails();
    expect(await row(to)).toMatchObject({ status: 'FAILED', error: 'too_old' });
    expect(arrived(to)).toEqual([]);
  });

  test('JOB-03 a process that ends with a mail in its hands leaves it to another', async () => {
    const to = address();
    await queued(to);
    const claimed = await claimMail(new Date(Date.now() + 5 * MINUTE));
    expect(claimed!.recipient).toBe(to);
    expect(await sendMails()).toBe(0);
    later(6 * MINUTE);
    await sendMails();
    expect(await row(to)).toMatchObject({ status: 'SENT', attempts: 2 });
    expect(arrived(to)).toHaveLength(1);
  });

  test('INT-03 JOB-02 at once where the worker hears of it, and what waited before it started, too', async () => {
    const [before, after] = [address(), address()];
    await queued(before);
    const mailers = [startMailer(mailResolvers), startMailer(mailResolvers)];
    try {
      await until('what waited has left', () => arrived(before).length > 0);
      await queued(after);
      await until('the next has left', () => arrived(after).length > 0);
    } finally {
      await Promise.all(mailers.map((mailer) => mailer.close()));
    }
    expect([arrived(before).length, arrived(after).length]).toEqual([1, 1]);
    expect(await row(after)).toMatchObject({ status: 'SENT', attempts: 1 });
    const late = address();
    await queued(late);
    expect(await row(late)).toMatchObject({ status: 'WAITING', attempts: 0 });
  });

  test('JOB-01 JOB-03 mail has its places in the table of schedules: every minute, and a clean-up', async () => {
    const { jobs } = await import('../../../app/worker');
    const schedules = jobs.map(({ name, schedule }) => [name, schedule]);
    expect(schedules).toContainEqual(['send-emails', '* * * * *']);
    expect(schedules).toContainEqual(['purge-emails', '45 3 * * *']);
    const [old, young] = [address(), address()];
    await queued(old);
    await sendMails();
    later(31 * 24 * 60 * MINUTE);
    await queued(young);
    await jobs.find(({ name }) => name === 'purge-emails')!.run({});
    const left = await app.sql<{ recipient: string }>('SELECT recipient FROM emails');
    expect(left.map(({ recipient }) => recipient)).toEqual([young]);
  });

  test('ISO-01 a business asks for mail and can read none', async () => {
    const tenant = await app.registerTenant();
    const other = await app.registerTenant();
    const { db, withTenant } = await import('../../db');
    const to = address();
    await withTenant(tenant.tenantId, () => notice(to));
    const [stored] = await app.sql<{ tenant_id: string }>(
      'SELECT tenant_id FROM emails WHERE recipient = $1',
      [to],
    );
    expect(stored!.tenant_id).toBe(tenant.tenantId);
    await expect(
      withTenant(tenant.tenantId, () => db().$queryRaw`SELECT recipient FROM emails`),
    ).rejects.toThrow(/permission denied/);
    const forged = withTenant(
      tenant.tenantId,
      () => db().$executeRaw`
        INSERT INTO emails (id, tenant_id, name, language, recipient, params, created_at, next_at)
        VALUES (${uuidv7()}::uuid, ${other.tenantId}::uuid, 'verify_email', 'id', 'x@y.test', '{}', now(), now())`,
    );
    await expect(forged).rejects.toThrow(/row-level security/);
  });
});
