import { v7 as uuidv7 } from 'uuid';
import { now } from '../clock';
import { db } from '../db';
import { callAsPlatform, withPlatform } from '../db/platform-door';
import { reseal, seal, unseal } from '../vault';
import type { GatewayAccount, GatewayMode, GatewayName } from './gateway.types';

interface Stored {
  id: string;
  gateway: GatewayName;
  mode: GatewayMode;
  sealed: Buffer;
}

/** What may be shown of an account. */
export interface AccountRow {
  id: string;
  gateway: GatewayName;
  mode: GatewayMode;
  /** The last letters of its key. */
  hint: string;
  active: boolean;
  updatedAt: Date;
  updatedBy: string;
}

const purposeOf = (id: string) => `service gateway ${id}`;
const SECRETS = 'SELECT id, gateway, mode, sealed FROM service_gateways';

function open({ id, gateway, mode, sealed }: Stored): GatewayAccount {
  const secrets = JSON.parse(unseal(purposeOf(id), sealed)) as Pick<
    GatewayAccount,
    'apiKey' | 'callbackToken'
  >;
  return { id, gateway, mode, ...secrets };
}

/** The account of the service that new charges are made with; null where none is set up. */
export async function findActiveAccount(): Promise<GatewayAccount | null> {
  const [row] = await callAsPlatform<Stored>('gateway_active', `${SECRETS} WHERE active`, []);
  return row ? open(row) : null;
}

/** One account of the service, also one that makes no new charges. */
export async function findAccount(id: string): Promise<GatewayAccount | null> {
  const [row] = await callAsPlatform<Stored>('gateway_of', `${SECRETS} WHERE id = $1`, [id]);
  return row ? open(row) : null;
}

/** The service's accounts at one gateway: one of each mode at most. */
export async function findAccountsAt(gateway: GatewayName): Promise<GatewayAccount[]> {
  const rows = await callAsPlatform<Stored>('gateways_at', `${SECRETS} WHERE gateway = $1`, [gateway]);
  return rows.map(open);
}

/** Every account without its secrets, the active one first. */
export const listAccounts = (): Promise<AccountRow[]> =>
  callAsPlatform(
    'gateways_all',
    `SELECT id, gateway, mode, hint, active, updated_at AS "updatedAt", updated_by AS "updatedBy"
     FROM service_gateways ORDER BY active DESC, gateway, mode`,
    [],
  );

export type NewAccount = Omit<GatewayAccount, 'id'>;

const HINT = 4;

const isSameAccount = (
  stored: Stored,
  secrets: Pick<GatewayAccount, 'apiKey' | 'callbackToken'>,
): boolean => {
  const { apiKey, callbackToken } = open(stored);
  return apiKey === secrets.apiKey && callbackToken === secrets.callbackToken;
};

/**
 * Stores an account of the service and makes it the one in use; one of the same gateway and mode gets these secrets.
 * Tells whether it was in use before, and whether its keys are others than those stored; both as they were changes nothing.
 */
export function saveAccount(
  { gateway, mode, ...secrets }: NewAccount,
  by: string,
): Promise<{ isInUse: boolean; hasNewKeys: boolean }> {
  return withPlatform(async () => {
    const [known] = await db().$queryRaw<(Stored & { active: boolean })[]>`
      SELECT id, gateway, mode, sealed, active FROM service_gateways
      WHERE gateway = ${gateway} AND mode = ${mode} FOR UPDATE`;
    const isInUse = known?.active ?? false;
    const hasNewKeys = !known || !isSameAccount({ ...known, sealed: Buffer.from(known.sealed) }, secrets);
    if (isInUse && !hasNewKeys) return { isInUse, hasNewKeys };
    await db().$executeRaw`UPDATE service_gateways SET active = false WHERE active`;
    const id = known?.id ?? uuidv7();
    const sealed = new Uint8Array(seal(purposeOf(id), JSON.stringify(secrets)));
    await db().$executeRaw`
      INSERT INTO service_gateways (id, gateway, mode, sealed, hint, active, updated_at, updated_by)
      VALUES (${id}::uuid, ${gateway}, ${mode}, ${sealed}, ${secrets.apiKey.slice(-HINT)}, true,
        ${now()}::timestamptz, ${by})
      ON CONFLICT (id) DO UPDATE SET sealed = EXCLUDED.sealed, hint = EXCLUDED.hint, active = true,
        updated_at = EXCLUDED.updated_at, updated_by = EXCLUDED.updated_by`;
    return { isInUse, hasNewKeys };
  });
}

/** No new charges are made; those that were go on being asked about. False where none was in use. */
export async function deactivateAccounts(by: string): Promise<boolean> {
  const stopped = await callAsPlatform(
    'gateways_off',
    'UPDATE service_gateways SET active = false, updated_at = $1, updated_by = $2 WHERE active RETURNING 1',
    [now(), by],
  );
  return stopped.length > 0;
}

/** Seals with the key of today what was sealed with a former one; how many. A row changed meanwhile is left. */
export async function resealAccounts(): Promise<number> {
  const rows = await callAsPlatform<Stored>('gateways_sealed', SECRETS, []);
  const renewed = rows.flatMap(({ id, sealed }) => {
    const next = reseal(purposeOf(id), sealed);
    return next ? [{ id, sealed: sealed.toString('hex'), next: next.toString('hex') }] : [];
  });
  if (renewed.length === 0) return 0;
  const done = await callAsPlatform(
    'gateways_reseal',
    `UPDATE service_gateways g SET sealed = decode(r.next, 'hex')
     FROM jsonb_to_recordset($1::jsonb) AS r(id uuid, sealed text, next text)
     WHERE g.id = r.id AND g.sealed = decode(r.sealed, 'hex') RETURNING 1`,
    [JSON.stringify(renewed)],
  );
  return done.length;
}
