import { v7 as uuidv7 } from 'uuid';
import { ensureSuperAdmin } from '../../src/modules/auth';
import { provisionTenant } from '../../src/modules/tenants';
import { hashPassword } from '../../src/platform/auth';
import { config, setConfig } from '../../src/platform/config';
import { db } from '../../src/platform/db';
import { callAsPlatform, withPlatform } from '../../src/platform/db/platform-door';
import type { Member } from './caller';
import type { DemoBusiness, DemoPerson } from './types';

/** Easy to read out, long enough for the rules; every demo account has it. */
export const DEMO_PASSWORD = 'meja-demo-2026';
export const SUPER_EMAIL = 'super@meja.test';
const YEARS_AHEAD = 5;

export interface Opened {
  tenantId: string;
  /** When the demo was first begun; its week of sales ends there. */
  begun: Date;
}

/** The demo business as an earlier run left it, or null. */
export async function findBusiness(ownerEmail: string): Promise<(Opened & { isFinished: boolean }) | null> {
  const [row] = await callAsPlatform<{ tenant_id: string; begun: Date; is_finished: boolean }>(
    'demo_business',
    `SELECT m.tenant_id, u.created_at AS begun, EXISTS (
       SELECT FROM audit_log a WHERE a.tenant_id = m.tenant_id AND a.action = 'demo.seed') AS is_finished
     FROM users u JOIN memberships m ON m.account_id = u.id WHERE u.email = $1`,
    [ownerEmail],
  );
  return row ? { tenantId: row.tenant_id, begun: row.begun, isFinished: row.is_finished } : null;
}

/** Whether the service has any business at all. */
export async function hasBusinesses(): Promise<boolean> {
  const rows = await callAsPlatform('demo_any_business', 'SELECT FROM tenants LIMIT 1', []);
  return rows.length > 0;
}

async function addPerson(
  person: DemoPerson,
  passwordHash: string,
  outletIds: string[],
  at: Date,
): Promise<void> {
  const user = await db().user.create({
    data: {
      id: uuidv7(),
      email: person.email,
      name: person.name,
      passwordHash,
      createdAt: at,
      emailVerifiedAt: at,
    },
  });
  await db().membership.create({
    data: {
      userId: uuidv7(),
      accountId: user.id,
      email: person.email,
      name: person.name,
      role: person.role,
      outletIds,
      createdAt: at,
    },
  });
}

/** Opens a business with its outlets and people in one transaction: all of it or nothing. */
export async function openBusiness(business: DemoBusiness, begun: Date): Promise<Opened> {
  const tenantId = uuidv7();
  const passwordHash = await hashPassword(DEMO_PASSWORD);
  await withPlatform(async () => {
    const [first, ...others] = business.outlets;
    const { outletId } = await provisionTenant({
      tenantId,
      businessName: business.name,
      businessType: business.type,
      outletName: first.name,
    });
    await db().outlet.updateMany({ where: { id: outletId }, data: first });
    const ids = new Map([[first.code, outletId]]);
    for (const outlet of others) {
      const { id } = await db().outlet.create({ data: { id: uuidv7(), ...outlet, createdAt: begun } });
      ids.set(outlet.code, id);
    }
    const endsAt = new Date(begun);
    endsAt.setFullYear(endsAt.getFullYear() + YEARS_AHEAD);
    await db().tenant.updateMany({
      where: { id: tenantId },
      data: { plan: 'PRO', subscriptionEndsAt: endsAt },
    });
    for (const person of business.people) {
      await addPerson(
        person,
        passwordHash,
        (person.outlets ?? []).map((code) => ids.get(code)!),
        begun,
      );
    }
  }, tenantId);
  return { tenantId, begun };
}

/** The business's people by e-mail and its outlets by code. */
export async function readBusiness(
  tenantId: string,
): Promise<{ members: Map<string, Member>; outlets: Map<string, string> }> {
  const people = await callAsPlatform<Member & { email: string }>(
    'demo_people',
    `SELECT email, user_id AS "userId", account_id AS "accountId", name, role, outlet_ids AS "outletIds"
     FROM memberships WHERE tenant_id = $1`,
    [tenantId],
  );
  const outlets = await callAsPlatform<{ id: string; code: string }>(
    'demo_outlets',
    'SELECT id, code FROM outlets WHERE tenant_id = $1 AND deleted_at IS NULL',
    [tenantId],
  );
  return {
    members: new Map(people.map(({ email, ...member }) => [email, member])),
    outlets: new Map(outlets.map(({ code, id }) => [code, id])),
  };
}

/** Makes the demo's super admin where there is none; the one from the settings comes first. */
export async function openSuperAdmin(): Promise<void> {
  const settings = config();
  setConfig({
    ...settings,
    superAdmin: settings.superAdmin ?? { email: SUPER_EMAIL, password: DEMO_PASSWORD },
  });
  await ensureSuperAdmin();
  setConfig(settings);
}

/** Whether the demo's own super admin is the one there is. */
export async function hasDemoSuperAdmin(): Promise<boolean> {
  const rows = await callAsPlatform(
    'demo_super_admin',
    'SELECT FROM users WHERE email = $1 AND is_super_admin',
    [SUPER_EMAIL],
  );
  return rows.length > 0;
}
