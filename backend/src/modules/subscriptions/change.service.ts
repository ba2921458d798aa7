import { addMonths, isSold, nextPeriodStart, quoteChange } from '@meja/domain';
import type {
  BuyAddOnBody,
  ChangeAnswerDto,
  ChangePlanBody,
  ChangeQuote,
  InvoiceDto,
  PlanCode,
  PlanVersion,
} from '@meja/domain';
import { audit } from '../../platform/audit';
import { Problem, invalid } from '../../platform/http';
import { atDesk, issueInvoice, putPlan, voidInvoice } from './billing';
import type { Bill, Desk } from './billing';
import { addCredit, findOpenInvoice, saveNext } from './billing.repository';
import type { InvoiceRow } from './billing.repository';
import { addOnLine, changeLine, monthLine } from './invoice-lines';
import { presentInvoice, presentQuote } from './subscription.presenter';
import { subscriptionStatus } from './subscription.rules';
import { findOfferedAddOns, findOfferedPlans } from './subscriptions.repository';

const held = ({ code, version }: PlanVersion) => ({ plan: code, version });

/** The version that somebody who wishes for a plan gets: the one they hold, or the newest. Throws 422. */
async function wishedPlan(desk: Desk, code: PlanCode): Promise<PlanVersion> {
  if (code === desk.plan.code && desk.plan.price > 0) return desk.plan;
  const plan = (await findOfferedPlans()).find((offered) => offered.code === code);
  if (!plan || plan.price === 0) throw invalid({ path: 'planId', code: 'not_allowed' });
  return plan;
}

/** What a wish would cost now, with the credit that an open invoice has taken. */
async function quoteFor(desk: Desk, target: PlanVersion, wish: ChangePlanBody): Promise<ChangeQuote> {
  const open = await findOpenInvoice();
  const status = subscriptionStatus(desk.row, desk.at);
  const isSamePlan = target.code === desk.plan.code;
  return quoteChange(
    {
      // The plan one has already: another month of it, after what is paid.
      status: isSamePlan && status === 'ACTIVE' ? 'PAST_DUE' : status,
      endsAt: desk.row.endsAt,
      price: desk.plan.price,
      credit: desk.row.credit + (open?.creditUsed ?? 0),
    },
    { price: target.price, when: wish.when, days: wish.days },
    desk.at,
  );
}

function billFor(desk: Desk, target: PlanVersion, quote: ChangeQuote, days: number | undefined): Bill {
  const { charge } = quote;
  if (quote.kind === 'MONTH') {
    const status = subscriptionStatus(desk.row, desk.at);
    const from = nextPeriodStart({ status, endsAt: desk.row.endsAt }, desk.at);
    return {
      kind: 'PLAN',
      purpose: { for: 'MONTH', ...held(target) },
      lines: [monthLine(target, from, addMonths(from, 1), charge)],
      charge,
    };
  }
  const common = { ...held(target), from: held(desk.plan), endsAt: desk.row.endsAt.toISOString() };
  return {
    kind: 'PLAN',
    purpose:
      quote.kind === 'TEMPORARY'
        ? { for: 'TEMPORARY', ...common, days: days! }
        : { for: 'UPGRADE', ...common },
    lines: [changeLine(desk.plan, target, quote.days, charge)],
    charge,
  };
}

async function withdrawOpen(desk: Desk): Promise<void> {
  const open = await findOpenInvoice();
  if (open) await voidInvoice(open, desk.at);
}

async function carryOut(
  desk: Desk,
  target: PlanVersion,
  quote: ChangeQuote,
  days: number | undefined,
): Promise<InvoiceRow | null> {
  if (quote.kind === 'SCHEDULED') {
    await withdrawOpen(desk);
    await saveNext({ ...held(target), at: desk.row.endsAt, reverts: false });
    await audit({
      action: 'subscription.schedule',
      entity: 'subscription',
      entityId: desk.tenantId,
      before: held(desk.plan),
      after: { ...held(target), at: desk.row.endsAt.toISOString() },
    });
    return null;
  }
  if (quote.kind === 'DOWNGRADE') {
    await withdrawOpen(desk);
    await addCredit(quote.credited);
    await putPlan(desk, target);
    return null;
  }
  return issueInvoice(desk, billFor(desk, target, quote, days));
}

/**
 * Changes a tenant's plan, or says what that would cost. What costs something begins when its invoice is paid; a smaller
 * plan waits for the end of what is paid, unless it is wished for now. Wished for again it is the same invoice. Throws
 * 409 `change_pending` where another change is due by itself, 422 for what can't be bought.
 */
export function changePlan(tenantId: string, body: ChangePlanBody): Promise<ChangeAnswerDto> {
  return atDesk(tenantId, async (desk) => {
    const target = await wishedPlan(desk, body.planId);
    const quote = await quoteFor(desk, target, body);
    if (quote.kind === 'TEMPORARY' && target.price <= desk.plan.price)
      throw invalid({ path: 'days', code: 'not_allowed' });
    const { next } = desk.row;
    const answer = { quote: presentQuote(target, quote), invoice: null };
    const isScheduled =
      quote.kind === 'SCHEDULED' && next?.terms.code === target.code && next.terms.version === target.version;
    if (isScheduled || body.quote) return answer;
    if (next) throw new Problem('change_pending');
    const invoice = await carryOut(desk, target, quote, body.days);
    return { ...answer, invoice: invoice && presentInvoice(invoice) };
  });
}

/** Takes back what was wished for and has not begun: the open invoice, and a smaller plan that waits. */
export function withdrawChange(tenantId: string): Promise<void> {
  return atDesk(tenantId, async (desk) => {
    await withdrawOpen(desk);
    const { next } = desk.row;
    if (!next || next.reverts) return;
    await saveNext(null);
    await audit({
      action: 'subscription.withdraw',
      entity: 'subscription',
      entityId: tenantId,
      before: { ...held(next.terms), at: next.at.toISOString() },
    });
  });
}

/** The invoice for a month of an add-on, which begins when it is paid. Throws 422 for what is not sold. */
export function buyAddOn(tenantId: string, { addOnId, quantity }: BuyAddOnBody): Promise<InvoiceDto> {
  return atDesk(tenantId, async (desk) => {
    const addOn = (await findOfferedAddOns()).find(({ code }) => code === addOnId);
    if (!addOn?.offered || !isSold(addOn)) throw invalid({ path: 'addOnId', code: 'unknown_reference' });
    const charge = addOn.price * quantity;
    const invoice = await issueInvoice(desk, {
      kind: 'ADD_ON',
      purpose: { for: 'ADD_ON', code: addOn.code, version: addOn.version, quantity },
      lines: [addOnLine(addOn.name, quantity, charge)],
      charge,
    });
    return presentInvoice(invoice);
  });
}
