import { billingMonth, isSold, limitState, SOLD_FEATURES } from '@meja/domain';
import type {
  AddOnDto,
  InvoiceDto,
  InvoiceStatus,
  LimitName,
  PlanDto,
  SubscriptionDetailDto,
  TenantInvoiceDto,
  UsageDto,
} from '@meja/domain';
import { now } from '../../platform/clock';
import { withTenant } from '../../platform/db';
import { cutPage, decodeTimeCursor, notFound, pageLimit } from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import * as billing from './billing.repository';
import { presentAddOn, presentInvoice, presentPlan } from './subscription.presenter';
import { allowanceAt, describeSubscription, planAt, sellsUntil } from './subscription.rules';
import {
  countOrders,
  countThings,
  findOfferedAddOns,
  findOfferedPlans,
  findSubscription,
  membersBeyond,
  outletsBeyond,
  productsBeyond,
} from './subscriptions.repository';
import type { Beyond } from './subscriptions.repository';

/** What is told of what is beyond a limit, at most. */
const NAMED = 20;
const NOTICE_DAYS = 30;
const NOTICES = 10;

/** A tenant's subscription with all its parts, as it is stored. Throws 404. */
export async function readSubscription(tenantId: string): Promise<SubscriptionDetailDto> {
  const row = await findSubscription(tenantId);
  if (!row) throw notFound();
  const at = now();
  const since = new Date(at.getTime() - NOTICE_DAYS * 86_400_000);
  const { openInvoice, notices } = await withTenant(tenantId, async () => ({
    openInvoice: await billing.findOpenInvoice(),
    notices: await billing.listNotices(since, NOTICES),
  }));
  const { status, endsAt, allowsSelling } = describeSubscription(row, at);
  const { limits, features } = allowanceAt(row, at);
  const { next } = row;
  return {
    plan: presentPlan(planAt(row, at)),
    status,
    endsAt,
    sellsUntil: sellsUntil(row).toISOString(),
    allowsSelling,
    limits,
    features: [...features],
    credit: row.credit,
    next:
      next && next.at > at
        ? { plan: presentPlan(next.terms), at: next.at.toISOString(), reverts: next.reverts }
        : null,
    addOns: row.addOns
      .filter((addOn) => addOn.endsAt > at)
      .map(({ id, code, name, quantity, endsAt: end }) => ({
        id,
        addOnId: code,
        name,
        quantity,
        endsAt: end.toISOString(),
      })),
    openInvoice: openInvoice && presentInvoice(openInvoice),
    notices: notices.map(({ id, kind, about, createdAt }) => ({
      id,
      kind,
      about: about.toISOString(),
      createdAt: createdAt.toISOString(),
    })),
  };
}

/** What can be bought: the newest version of each plan with a price, and the add-ons. What opens nothing yet is in neither. */
export async function readOffers(): Promise<{ plans: PlanDto[]; addOns: AddOnDto[] }> {
  const [plans, addOns] = await Promise.all([findOfferedPlans(), findOfferedAddOns()]);
  return {
    plans: plans
      .filter(({ price }) => price > 0)
      .map((plan) =>
        presentPlan({
          ...plan,
          features: plan.features.filter((feature) => SOLD_FEATURES.includes(feature)),
        }),
      ),
    addOns: addOns.filter((addOn) => addOn.offered && isSold(addOn)).map(presentAddOn),
  };
}

/** How much of each limit is used, and what by name is beyond it. Throws 404. */
export async function readUsage(tenantId: string): Promise<UsageDto> {
  const row = await findSubscription(tenantId);
  if (!row) throw notFound();
  const at = now();
  const { from, to } = billingMonth(at);
  const { limits } = allowanceAt(row, at);
  const [counts, orders] = await Promise.all([countThings(tenantId), countOrders(tenantId, from, to)]);
  const used = { ...counts, ordersPerMonth: orders };
  const find: Partial<Record<LimitName, (limit: number) => Promise<Beyond[]>>> = {
    outlets: (limit) => outletsBeyond(tenantId, limit),
    users: (limit) => membersBeyond(tenantId, limit),
    products: (limit) => productsBeyond(tenantId, limit, NAMED),
  };
  const lines = await Promise.all(
    (['outlets', 'users', 'products', 'ordersPerMonth'] as const).map(async (limit) => {
      const most = limits[limit];
      const isOver = most !== null && used[limit] > most;
      const over = isOver ? ((await find[limit]?.(most)) ?? []) : [];
      return {
        limit,
        used: used[limit],
        most,
        state: limitState(used[limit], most),
        over: over.slice(0, NAMED),
      };
    }),
  );
  return { lines, month: { from, to } };
}

/** A tenant's invoices, newest first, a page at a time. */
export async function readInvoices(
  tenantId: string,
  query: PageQuery,
): Promise<{ rows: InvoiceDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const rows = await withTenant(tenantId, () => billing.listInvoices(limit + 1, after));
  return cutPage(rows.map(presentInvoice), limit, (row) => [row.issuedAt, row.id]);
}

/** Invoices of every tenant, for the service's owner, newest first, a page at a time. */
export async function readAllInvoices(
  query: PageQuery & { status?: InvoiceStatus; overdue?: boolean },
): Promise<{ rows: TenantInvoiceDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const overdueAt = query.overdue ? now() : null;
  const after = decodeTimeCursor(query.cursor);
  const rows = await billing.listAllInvoices(query.status ?? null, overdueAt, limit + 1, after);
  return cutPage(
    rows.map((row) => ({ ...presentInvoice(row), tenantId: row.tenantId, tenantName: row.tenantName })),
    limit,
    (row) => [row.issuedAt, row.id],
  );
}

/** One invoice. Throws 404. */
export async function readInvoice(tenantId: string, id: string): Promise<InvoiceDto> {
  const row = await withTenant(tenantId, () => billing.findInvoice(id));
  if (!row) throw notFound();
  return presentInvoice(row);
}

/** One invoice with the name of the business it is for. Throws 404. */
export async function readInvoiceOf(
  tenantId: string,
  id: string,
): Promise<{ invoice: InvoiceDto; business: string }> {
  return withTenant(tenantId, async () => ({
    invoice: await readInvoice(tenantId, id),
    business: await billing.findBusinessName(),
  }));
}
