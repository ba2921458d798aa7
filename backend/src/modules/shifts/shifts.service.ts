import { businessDate } from '@meja/domain';
import type {
  CashMovementBody,
  CashMovementDto,
  CloseShiftAnswerDto,
  CloseShiftBody,
  Money,
  OpenShiftBody,
  ShiftDto,
  ShiftReportDto,
  ShiftStatus,
} from '@meja/domain';
import { v7 as uuidv7 } from 'uuid';
import { audit } from '../../platform/audit';
import { now } from '../../platform/clock';
import { mayUseOutlet } from '../../platform/context';
import type { Actor } from '../../platform/context';
import { REMOVED, sqlState, withTenant } from '../../platform/db';
import { appendEvent } from '../../platform/events';
import {
  Problem,
  assertVersion,
  cutPage,
  decodeTimeCursor,
  invalid,
  notFound,
  pageLimit,
} from '../../platform/http';
import type { PageQuery } from '../../platform/http';
import { assertOutletActive, outletClock, outletInfo, outletSettings } from '../outlets';
import { cashMovementEntry, figuresOf, postEntries, shiftCloseEntry, shiftOpenEntry } from '../ledger';
import type { Stamp } from '../ledger';
import { readShiftSums } from './shift-report.repository';
import type { ShiftSums } from './shift-report.repository';
import { presentMovement, presentShift } from './shifts.presenter';
import * as shifts from './shifts.repository';
import type { ShiftRow } from './shifts.repository';
import { countedTotal, expectedCash, isOverdrawn, repeatedDenominations, shiftFlags } from './shifts.rules';

interface Who {
  tenantId: string;
  actor: Actor;
}

/** `isNew`: false where the same request had been recorded before. */
interface Recorded<T> {
  data: T;
  isNew: boolean;
}

/** The stamp of what happens now; within the flow's own transaction. */
async function stampNow(tenantId: string, outletId: string, at: Date): Promise<Stamp> {
  const { timeZone, businessDayCutoff } = await outletClock(tenantId, outletId);
  const day = businessDate(at, timeZone, businessDayCutoff);
  return { id: uuidv7(), outletId, businessDate: day, occurredAt: at, createdAt: at };
}

/** One's own shift, or with `shift:close-others` any of an outlet one works in; what isn't to be seen is a 404. */
function mayHandle({ actor }: Who, shift: ShiftRow | null): ShiftRow {
  if (!shift || !mayUseOutlet(actor, shift.outletId)) throw notFound();
  if (shift.cashierId !== actor.userId && !actor.permissions.has('shift:close-others')) {
    throw new Problem('forbidden');
  }
  return shift;
}

function wasOpenedSo(shift: ShiftRow, who: Who, body: OpenShiftBody): boolean {
  return (
    shift.cashierId === who.actor.userId &&
    shift.outletId === body.outletId &&
    shift.openingFloat === body.openingFloat
  );
}

/** Opens a shift for the caller. A second one in the same outlet is a 409; the same id again is the same shift. */
export async function openShift(who: Who, body: OpenShiftBody): Promise<Recorded<ShiftDto>> {
  const { tenantId, actor } = who;
  if (!mayUseOutlet(actor, body.outletId)) throw notFound();
  return withTenant(tenantId, async () => {
    const at = now();
    const stamp = await stampNow(tenantId, body.outletId, at);
    const id = body.id ?? uuidv7();
    const known = await shifts.findShift(id);
    if (known && wasOpenedSo(known, who, body)) return { data: presentShift(known), isNew: false };
    await assertOutletActive(tenantId, body.outletId);
    const inserted = await shifts.insertShift({
      id,
      outletId: body.outletId,
      cashierId: actor.userId,
      cashierName: actor.name,
      openingFloat: body.openingFloat,
      businessDate: stamp.businessDate,
      openedAt: at,
    });
    const shift = await shifts.findShift(id);
    if (!inserted) {
      if (shift && wasOpenedSo(shift, who, body)) return { data: presentShift(shift), isNew: false };
      const open = await shifts.findOpenShift(body.outletId, actor.userId);
      if (open) throw new Problem('shift_already_open', { params: { name: open.cashierName } });
      throw new Problem('duplicate', { params: { field: 'id' } });
    }
    const data = presentShift(shift!);
    await postEntries([shiftOpenEntry(id, body.openingFloat, stamp)]);
    await appendEvent({
      type: 'shift.opened',
      outletId: body.outletId,
      data: { shiftId: id, userId: actor.userId, userName: actor.name, openingFloat: body.openingFloat },
    });
    await audit({
      action: 'shift.open',
      entity: 'shift',
      entityId: id,
      outletId: body.outletId,
      after: data,
    });
    return { data, isNew: true };
  }).catch((error: unknown) => {
    // In a removed outlet, or by somebody removed, nothing begins.
    throw sqlState(error) === REMOVED ? notFound() : error;
  });
}

/** The caller's open shift in an outlet, or null. Throws 404 where there is no such outlet. */
export async function currentShift({ tenantId, actor }: Who, outletId: string): Promise<ShiftDto | null> {
  if (!mayUseOutlet(actor, outletId)) throw notFound();
  return withTenant(tenantId, async () => {
    const shift = await shifts.findOpenShift(outletId, actor.userId);
    if (!shift) await outletInfo(tenantId, outletId);
    return shift && presentShift(shift);
  });
}

/** What should lie in a shift's drawer. */
async function drawerOf({ id, openingFloat }: ShiftRow): Promise<Money> {
  return expectedCash({ ...(await readShiftSums(id)), openingFloat });
}

export interface ListShiftsQuery extends PageQuery {
  outletId?: string;
  status?: ShiftStatus;
}

/** Newest first; the caller's own, or with `shift:close-others` those of every cashier in their outlets. */
export async function listShifts(
  { tenantId, actor }: Who,
  query: ListShiftsQuery,
): Promise<{ rows: ShiftDto[]; nextCursor: string | null }> {
  const limit = pageLimit(query);
  const after = decodeTimeCursor(query.cursor);
  const { rows, nextCursor } = await withTenant(tenantId, async () =>
    cutPage(
      await shifts.listShifts({
        ...(query.outletId && { outletId: query.outletId }),
        ...(query.status && { status: query.status }),
        outletIds: actor.outletIds.length > 0 ? actor.outletIds : null,
        cashierId: actor.permissions.has('shift:close-others') ? null : actor.userId,
        before: after && { openedAt: after.createdAt, id: after.id },
        take: limit + 1,
      }),
      limit,
      (shift) => [shift.openedAt.toISOString(), shift.id],
    ),
  );
  return { rows: rows.map(presentShift), nextCursor };
}

/**
 * Puts cash into an open shift's drawer or takes it out; more than should be in it is taken out all the same, and marked.
 * The same id again is the same movement.
 */
export async function moveCash(
  who: Who,
  shiftId: string,
  body: CashMovementBody,
  expectedVersion: number | null,
): Promise<Recorded<CashMovementDto>> {
  return withTenant(who.tenantId, async () => {
    // Alone where cash goes out, so that what is in the drawer is known.
    const lock = body.direction === 'OUT' ? 'alone' : 'share';
    const shift = mayHandle(who, await shifts.lockShift(shiftId, lock));
    const id = body.id ?? uuidv7();
    const { direction, amount, reason } = body;
    const movement = { id, shiftId, direction, amount, reason };
    const at = now();
    if (shift.status === 'OPEN') {
      assertVersion(expectedVersion, shift.version);
      const { userId: createdBy, name: createdByName } = who.actor;
      const overdrawn = isOverdrawn(body, await drawerOf(shift));
      const row = { ...movement, overdrawn, createdBy, createdByName, createdAt: at };
      if (await shifts.insertMovement(row)) {
        const stamp = await stampNow(who.tenantId, shift.outletId, at);
        await postEntries([cashMovementEntry(shiftId, body, stamp)]);
        const data = presentMovement(row);
        await audit({
          action: 'shift.cash_movement',
          entity: 'shift',
          entityId: shiftId,
          outletId: shift.outletId,
          after: data,
        });
        return { data, isNew: true };
      }
    }
    const known = await shifts.findMovement(id);
    const isSame =
      known?.shiftId === shiftId &&
      known.direction === direction &&
      known.amount === amount &&
      known.reason === reason;
    if (isSame) return { data: presentMovement(known), isNew: false };
    if (shift.status === 'CLOSED') throw new Problem('shift_closed');
    throw new Problem('duplicate', { params: { field: 'id' } });
  });
}

function presentReport(shift: ShiftRow, sums: ShiftSums, movements: shifts.MovementRow[]): ShiftReportDto {
  const figures = figuresOf(sums.sales);
  const expected = expectedCash({ ...sums, openingFloat: shift.openingFloat });
  return {
    shift: presentShift(shift),
    orders: sums.orders,
    gross: figures.subtotal,
    discount: figures.discountTotal,
    serviceCharge: figures.serviceCharge,
    tax: figures.taxTotal,
    rounding: figures.rounding,
    tips: figures.tipTotal,
    total: figures.total,
    voids: sums.voids,
    payments: sums.payments,
    unconfirmed: sums.unconfirmed,
    refunds: figures.refunds,
    cashIn: sums.cashIn,
    cashOut: sums.cashOut,
    expectedCash: expected,
    movements: movements.map(presentMovement),
    flags: shiftFlags(movements, expected),
  };
}

/** With a blind count, what an open drawer should hold is for those alone who may close others'. */
async function mayKnow({ tenantId, actor }: Who, { status, outletId }: ShiftRow): Promise<boolean> {
  if (status === 'CLOSED' || actor.permissions.has('shift:close-others')) return true;
  return !(await outletSettings(tenantId, outletId)).blindCount;
}

/** X report of an open shift, Z report of a closed one. Throws 403 where the count is to be a blind one. */
export async function shiftReport(who: Who, shiftId: string): Promise<ShiftReportDto> {
  return withTenant(who.tenantId, async () => {
    const shift = mayHandle(who, await shifts.findShift(shiftId));
    if (!(await mayKnow(who, shift))) throw new Problem('forbidden');
    return presentReport(shift, await readShiftSums(shiftId), await shifts.listMovements(shiftId));
  });
}

/** Counts and closes a shift, once: whoever comes second gets 409 `shift_closed`. */
export async function closeShift(
  who: Who,
  shiftId: string,
  body: CloseShiftBody,
  expectedVersion: number | null,
): Promise<CloseShiftAnswerDto> {
  const repeated = repeatedDenominations(body.counted);
  if (repeated.length > 0) {
    throw invalid(
      ...repeated.map((at) => ({ path: `counted.${at}.denomination`, code: 'repeated' as const })),
    );
  }
  const counted = countedTotal(body.counted);
  return withTenant(who.tenantId, async () => {
    const shift = mayHandle(who, await shifts.lockShift(shiftId, 'alone'));
    if (shift.status === 'CLOSED') throw new Problem('shift_closed');
    assertVersion(expectedVersion, shift.version);
    const expected = await drawerOf(shift);
    const at = now();
    const { userId, name } = who.actor;
    const closed = await shifts.closeShift(who.tenantId, shiftId, {
      counted: body.counted,
      countedTotal: counted,
      expectedTotal: expected,
      closedBy: userId,
      closedByName: name,
      closedAt: at,
    });
    const stamp = await stampNow(who.tenantId, shift.outletId, at);
    await postEntries([shiftCloseEntry(shiftId, { expected, counted }, stamp)]);
    await appendEvent({
      type: 'shift.closed',
      outletId: shift.outletId,
      data: { shiftId, userId, userName: name },
    });
    const data = presentShift(closed);
    await audit({
      action: 'shift.close',
      entity: 'shift',
      entityId: shiftId,
      outletId: shift.outletId,
      before: presentShift(shift),
      after: { ...data, count: body.counted },
    });
    return { expected, counted, difference: counted - expected, shift: data };
  });
}
