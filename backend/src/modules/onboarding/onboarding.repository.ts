import type { ConfirmableStep, OnboardingStep } from '@meja/domain';
import { db, dbTenantId } from '../../platform/db';

export type Found = Record<Exclude<OnboardingStep, ConfirmableStep>, boolean> & {
  /** The owner answered about taxes when registering. */
  answeredTax: boolean;
  confirmed: string[];
  hidden: boolean;
};

/** What is there of the first steps of the open transaction's tenant, in one statement that stops at the first row of each. */
export async function findSteps(): Promise<Found> {
  const [row] = await db().$queryRaw<Found[]>`
    SELECT
      EXISTS (SELECT FROM products p WHERE p.tenant_id = t.id AND p.deleted_at IS NULL) AS menu,
      EXISTS (SELECT FROM memberships m WHERE m.tenant_id = t.id AND m.deleted_at IS NULL OFFSET 1) AS staff,
      EXISTS (SELECT FROM terminals d WHERE d.tenant_id = t.id AND d.deleted_at IS NULL) AS terminal,
      EXISTS (SELECT FROM journal_entries e WHERE e.tenant_id = t.id AND e.kind = 'SALE') AS sale,
      EXISTS (SELECT FROM audit_log a WHERE a.tenant_id = t.id AND a.seq = 1 AND a.after ? 'tax') AS "answeredTax",
      coalesce(o.confirmed, '{}') AS confirmed, coalesce(o.hidden, false) AS hidden
    FROM tenants t LEFT JOIN onboarding o ON o.tenant_id = t.id WHERE t.id = ${dbTenantId()}::uuid`;
  if (!row) throw new Error('the tenant is gone');
  return row;
}

/** Keeps what the owner said; saying it again changes nothing. */
export async function saveSaid({
  hidden,
  confirm,
}: {
  hidden?: boolean | undefined;
  confirm?: ConfirmableStep | undefined;
}): Promise<void> {
  const added = confirm ? [confirm] : [];
  await db().$executeRaw`
    INSERT INTO onboarding AS o (confirmed, hidden) VALUES (${added}::text[], ${hidden ?? false})
    ON CONFLICT (tenant_id) DO UPDATE SET
      confirmed = CASE WHEN o.confirmed @> EXCLUDED.confirmed THEN o.confirmed ELSE o.confirmed || EXCLUDED.confirmed END,
      hidden = coalesce(${hidden ?? null}::boolean, o.hidden)`;
}
