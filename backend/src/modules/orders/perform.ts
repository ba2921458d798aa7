import { setTimeout } from 'node:timers/promises';
import type { ApprovalBody } from '@meja/domain';
import { now } from '../../platform/clock';
import type { Actor } from '../../platform/context';
import { REMOVED, UNIQUE_VIOLATION, sqlState } from '../../platform/db';
import { wakeRelay } from '../../platform/events';
import { Problem } from '../../platform/http';
import { countOrder } from '../../platform/metrics';
import { approve, refuseApproval } from '../staff';
import type { ApprovalNeed, Approver } from '../staff';
import { ApprovalNeeded, ApprovalTooSmall } from './approval';
import { judgeDiscounts } from './discounts';
import { effectsOf, ownEvent } from './effects';
import type { MenuLookup } from './menu-lookup';
import type { OrderWork } from './order-work';
import { assertWithinBounds } from './orders.bounds';
import type { OrderDocument, PaymentRow } from './orders.rows';
import { recordable } from './record';
import type { KeptAnswer } from './record';
import { recordOrder } from './recorder';
import type { RecordOutcome } from './recorder';

/** What somebody wants done, whoever carries it: a request, a queue, the demo. */
export interface Command<B = unknown, P = unknown> {
  tenantId: string;
  actor: Actor;
  body: B;
  params: P;
  /** The version of the order that it is meant for; null where none is named. */
  version: number | null;
  /** By what the same command is told from another one with the same ids. */
  mark: string;
}

/** What a decision stands on, as it is known at the moment. */
export interface Ground {
  lookup: MenuLookup;
  before: OrderDocument | null;
}

/** What a decision may ask for while it is made. */
export interface Deciding extends Ground {
  at: Date;
  /** Who stands for it: whoever the command names, once their PIN was right. */
  approved: (need: ApprovalNeed) => Approver;
}

export type Decision =
  | {
      work: OrderWork;
      /** Something came from the menu: it must be the current one when it is recorded. */
      isPriced: boolean;
      /** Money comes in: it belongs to a shift. */
      takesMoney: boolean;
    }
  /** Nothing is left to do; the payments of it that this command would have taken. */
  | { asItIs: OrderDocument; taken: PaymentRow[]; isRepeated: boolean };

/** One thing that can be done with orders: how the ground is read, and what is decided on it, without any I/O. */
export interface Deed<B = unknown, P = unknown> {
  ground: (command: Command<B, P>, isStale: boolean) => Promise<Ground>;
  decide: (deciding: Deciding, command: Command<B, P>) => Decision;
}

/** What became of a command. */
export type Performed =
  | { outcome: 'done'; work: OrderWork; number: number; kept: KeptAnswer | null }
  | { outcome: 'asItIs'; document: OrderDocument; taken: PaymentRow[]; isRepeated: boolean }
  | { outcome: 'exists'; orderId: string; mark: string }
  | Extract<RecordOutcome, { outcome: 'replayed' | 'in_progress' }>;

/** Decides, and asks for the approvals that the decision turns out to need: each once, outside of any transaction. */
async function decide<B, P>(
  deed: Deed<B, P>,
  command: Command<B, P>,
  ground: Ground,
  approvals: Map<string, Approver>,
): Promise<Decision> {
  const at = now();
  const approved = (need: ApprovalNeed): Approver => {
    const approver = approvals.get(`${need.permission} ${need.outletId}`);
    if (!approver) throw new ApprovalNeeded(need);
    return approver;
  };
  for (;;) {
    try {
      const decision = deed.decide({ ...ground, at, approved }, command);
      if ('work' in decision) {
        assertWithinBounds(decision.work.document, decision.work.before);
        judgeDiscounts(decision.work, command.actor, ground.lookup.menu.settings.discountLimits, approved);
      }
      return decision;
    } catch (error) {
      if (error instanceof ApprovalTooSmall) return refuseApproval(error.need, error.approver, 'limit');
      if (!(error instanceof ApprovalNeeded)) throw error;
      const { need } = error;
      const { approval } = (command.body ?? {}) as { approval?: ApprovalBody };
      approvals.set(`${need.permission} ${need.outletId}`, await approve(need, approval));
    }
  }
}

/** Decides without recording anything: what would be. Throws as {@link perform} does. */
export async function consider<B, P>(deed: Deed<B, P>, command: Command<B, P>): Promise<Decision> {
  return decide(deed, command, await deed.ground(command, true), new Map());
}

/** One of those who change the same order at once gets through each round. */
const ATTEMPTS = 16;
/** Milliseconds, times the number of the attempt, at most: whoever lost steps aside for a moment. */
const STEP_ASIDE_MS = 8;

/** What the database said was out of date while the change was being recorded. */
type StaleGround = 'menu' | 'order';

async function attempt<B, P>(
  deed: Deed<B, P>,
  command: Command<B, P>,
  keep: (work: OrderWork) => KeptAnswer | null,
  { isStale, approvals }: { isStale: boolean; approvals: Map<string, Approver> },
): Promise<Performed | { stale: StaleGround }> {
  const ground = await deed.ground(command, isStale);
  const decision = await decide(deed, command, ground, approvals);
  if ('asItIs' in decision) {
    const { asItIs, taken, isRepeated } = decision;
    return { outcome: 'asItIs', document: asItIs, taken, isRepeated };
  }
  const { work } = decision;
  const { settings, version } = ground.lookup.menu;
  const { order } = work.document;
  work.document = {
    ...work.document,
    order: { ...order, version: (work.before?.order.version ?? 0) + 1, updated_at: work.at.toISOString() },
  };
  const kept = keep(work);
  const change = recordable(command.tenantId, work, effectsOf(work, ground.lookup.stationNames), {
    menu: decision.isPriced ? version : null,
    shift: decision.takesMoney ? { required: settings.requireOpenShift } : null,
    keep: kept,
  });
  try {
    const recorded = await recordOrder(change);
    switch (recorded.outcome) {
      case 'created':
      case 'changed':
        wakeRelay();
        countOrder(ownEvent(work), work.document.order);
        return { outcome: 'done', work, number: recorded.number, kept };
      case 'shift_not_open':
        throw new Problem('shift_not_open');
      case 'stale_menu':
        return { stale: 'menu' };
      case 'version_conflict':
        return { stale: 'order' };
      case 'exists':
        return { outcome: 'exists', orderId: order.id, mark: recorded.request_hash };
      default:
        return recorded;
    }
  } catch (error) {
    // A client's id that another order or item already has: nothing was stored.
    if (sqlState(error) === UNIQUE_VIOLATION) throw new Problem('duplicate', { cause: error });
    // Outlet or station went while this was being written: the menu of now says so.
    if (sqlState(error) === REMOVED) return { stale: 'menu' };
    throw error;
  }
}

/**
 * Does what a command asks for: decides on the ground as it is known, records it in one statement, and again where the
 * menu or the order had moved on meanwhile. `keep` gives what is to be kept under a key in the same transaction. Throws
 * what the decision throws, 403 `approval_required`, 409 `shift_not_open` and `duplicate`, 412 `version_conflict` and 503
 * `unavailable` where it never got through.
 */
export async function perform<B, P>(
  deed: Deed<B, P>,
  command: Command<B, P>,
  keep: (work: OrderWork) => KeptAnswer | null = () => null,
): Promise<Performed> {
  const approvals = new Map<string, Approver>();
  for (let tries = 0; ; tries += 1) {
    const result = await attempt(deed, command, keep, { isStale: tries > 0, approvals });
    if (!('stale' in result)) return result;
    if (tries + 1 === ATTEMPTS)
      throw new Problem(result.stale === 'order' ? 'version_conflict' : 'unavailable', {
        headers: { 'Retry-After': '1' },
      });
    await setTimeout(Math.random() * STEP_ASIDE_MS * tries);
  }
}
