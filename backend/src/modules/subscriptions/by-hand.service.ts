import type { InvoiceDto, PlanCode } from '@meja/domain';
import { Problem, invalid, notFound } from '../../platform/http';
import { atDesk, payInvoice, putPlan, voidInvoice } from './billing';
import { findInvoice, saveEnd } from './billing.repository';
import { presentInvoice } from './subscription.presenter';
import { findOfferedPlans } from './subscriptions.repository';

const DAY_MS = 86_400_000;

/**
 * Notes that a tenant's invoice was paid by transfer, known at the bank by `reference`. With the same reference again it
 * answers the same. Throws 404, 409 `invoice_not_open`.
 */
export function markPaid(tenantId: string, id: string, reference: string): Promise<InvoiceDto> {
  return atDesk(tenantId, async (desk) => {
    const invoice = await findInvoice(id);
    if (!invoice) throw notFound();
    if (invoice.status === 'PAID' && invoice.reference === reference) return presentInvoice(invoice);
    if (invoice.status !== 'OPEN') throw new Problem('invoice_not_open');
    await payInvoice(desk, invoice, reference);
    return presentInvoice((await findInvoice(id))!);
  });
}

/** Takes an open invoice back; one that is void already stays so. Throws 404, 409 `invoice_not_open`. */
export function takeBackInvoice(tenantId: string, id: string): Promise<InvoiceDto> {
  return atDesk(tenantId, async (desk) => {
    const invoice = await findInvoice(id);
    if (!invoice) throw notFound();
    if (invoice.status === 'PAID') throw new Problem('invoice_not_open');
    if (invoice.status === 'OPEN') await voidInvoice(invoice, desk.at);
    return presentInvoice((await findInvoice(id))!);
  });
}

export interface GivenPlan {
  planId: PlanCode;
  /** Back by itself after so many days. */
  days?: number;
  /** A new end of what is paid for, ISO. */
  endsAt?: string;
  reason: string;
}

/**
 * Gives a tenant a plan at once and without an invoice. The newest version; what was due by itself is off. Given again it
 * changes nothing. Throws 404, 422.
 */
export function givePlan(tenantId: string, { planId, days, endsAt, reason }: GivenPlan): Promise<void> {
  return atDesk(tenantId, async (desk) => {
    const plan = (await findOfferedPlans()).find(({ code }) => code === planId);
    if (!plan) throw invalid({ path: 'planId', code: 'not_allowed' });
    if (endsAt !== undefined) await saveEnd(new Date(endsAt));
    if (plan.code === desk.plan.code && plan.version === desk.plan.version) return;
    const { code, version } = desk.plan;
    const at = days === undefined ? null : new Date(desk.at.getTime() + days * DAY_MS);
    await putPlan(desk, plan, { next: at && { plan: code, version, at, reverts: true }, reason });
  });
}
