import { AsyncLocalStorage } from 'node:async_hooks';
import type { CloseShiftAnswerDto, KitchenTicketDto, OrderDto, ShiftReportDto } from '@meja/domain';
import { businessDate, businessDayRange } from '@meja/domain';
import { Problem } from '../../src/platform/http';
import { setClock } from '../../src/platform/clock';
import { choosePayment, fillBasket } from './baskets';
import type { Demo, Member } from './caller';
import { idOf, numbersFrom, pick } from './determinism';
import type { MenuEntry } from './menu';
import type { DemoBusiness, DemoShift } from './types';

const DAYS = 7;
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const ZONE = 'Asia/Jakarta';

interface Happening {
  at: Date;
  /** Whose turn it is: two of one name never happen at once. Null: nothing else happens meanwhile. */
  of: string | null;
  run(): Promise<void>;
}

/** How many happen at once, so that what is sold is recorded together: as many as go in one call of the recorder. */
const TOGETHER = 32;

/** The time that it is for whatever a happening does. */
const time = new AsyncLocalStorage<Date>();

/** Takes what happens next and does not need one another, in the order of their times; the queue keeps the rest. */
function takeTogether(queue: Happening[]): Happening[] {
  queue.sort((a, b) => a.at.getTime() - b.at.getTime());
  const barrier = queue.findIndex(({ of }) => of === null);
  if (barrier === 0) return queue.splice(0, 1);
  const taken = new Map<string, Happening>();
  for (const happening of queue.slice(0, barrier === -1 ? queue.length : barrier)) {
    if (taken.size === TOGETHER) break;
    if (!taken.has(happening.of!)) taken.set(happening.of!, happening);
  }
  const together = new Set(taken.values());
  queue.splice(0, queue.length, ...queue.filter((happening) => !together.has(happening)));
  return [...together];
}

export interface Scene {
  demo: Demo;
  business: DemoBusiness;
  begun: Date;
  menu: MenuEntry[];
  members: Map<string, Member>;
  outlets: Map<string, string>;
}

/**
 * Everything that happens in the week, by the hour it happens, so that each thing finds what came before it; what has
 * nothing to do with one another is done together.
 */
export async function playWeek(scene: Scene): Promise<{ orders: number }> {
  const queue: Happening[] = [];
  const counted = { orders: 0 };
  const today = businessDate(scene.begun, ZONE, '00:00');
  const { from } = businessDayRange(today, ZONE, '00:00');
  for (let back = DAYS; back >= 0; back -= 1) {
    const midnight = new Date(from.getTime() - back * 24 * HOUR);
    for (const shift of scene.business.shifts) planShift(scene, shift, midnight, queue, counted);
  }
  setClock({ now: () => time.getStore() ?? scene.begun });
  try {
    while (queue.length)
      await Promise.all(
        takeTogether(queue).map((happening) => time.run(happening.at, () => happening.run())),
      );
  } finally {
    setClock();
  }
  return counted;
}

/** What had been done by an earlier run that was cut short is no error. */
async function unlessDone<T>(run: () => Promise<T>): Promise<T | null> {
  try {
    return await run();
  } catch (error) {
    const done = ['shift_closed', 'order_already_paid', 'duplicate'];
    if (error instanceof Problem && done.includes(error.code)) return null;
    throw error;
  }
}

function planShift(
  scene: Scene,
  shift: DemoShift,
  midnight: Date,
  queue: Happening[],
  counted: { orders: number },
): void {
  const { demo, business, begun } = scene;
  const start = new Date(midnight.getTime() + shift.from * HOUR);
  // The day the demo is made ends when it is made.
  const end = new Date(Math.min(midnight.getTime() + shift.to * HOUR, begun.getTime() - MINUTE));
  if (end.getTime() - start.getTime() < HOUR) return;
  const cashier = scene.members.get(shift.cashier)!;
  const outletId = scene.outlets.get(shift.outlet)!;
  const key = `${business.key}:${shift.outlet}:${shift.cashier}:${midnight.toISOString()}`;
  const next = numbersFrom(key);
  const shiftId = idOf(start, `${key}:shift`);
  queue.push({
    at: start,
    of: null,
    run: async () => {
      const openingFloat = 300_000;
      await unlessDone(() => demo(cashier, 'POST', '/shifts/open', { id: shiftId, outletId, openingFloat }));
    },
  });
  for (const at of arrivals(scene, shift, start, end, next)) {
    const name = `${key}:${at.getTime()}`;
    queue.push({
      at,
      of: name,
      run: () => serveParty({ ...scene, cashier, outletId, queue, at, end, name, next: numbersFrom(name) }),
    });
    counted.orders += 1;
  }
  queue.push({
    at: end,
    of: null,
    run: async () => void (await unlessDone(() => closeShift(demo, cashier, shiftId, next))),
  });
}

/** When people come: more at the rush hours and on Saturdays and Sundays. */
function arrivals(scene: Scene, shift: DemoShift, start: Date, end: Date, next: () => number): Date[] {
  const weekday = new Date(start.getTime() + 7 * HOUR).getUTCDay();
  const count = Math.round(shift.orders * (weekday === 0 || weekday === 6 ? 1.4 : 1) * (0.9 + next() * 0.2));
  const hours = Object.entries(scene.business.rush)
    .map(([hour, weight]) => ({ hour: Number(hour), weight }))
    .filter(({ hour }) => hour + 1 > shift.from && hour < shift.to);
  const midnight = start.getTime() - shift.from * HOUR;
  return Array.from({ length: count }, () => {
    const { hour } = pick(next, hours, ({ weight }) => weight);
    return new Date(midnight + hour * HOUR + Math.floor(next() * 3_600) * 1_000);
  })
    .filter((at) => at.getTime() > start.getTime() && at.getTime() < end.getTime() - 40 * MINUTE)
    .sort((a, b) => a.getTime() - b.getTime());
}

interface Party extends Scene {
  cashier: Member;
  outletId: string;
  queue: Happening[];
  at: Date;
  end: Date;
  name: string;
  next: () => number;
}

async function serveParty(party: Party): Promise<void> {
  const { demo, business, cashier, next, at, name } = party;
  const [type] = pick(next, business.orderTypes, ([, weight]) => weight);
  const order = await demo<OrderDto>(cashier, 'POST', '/orders', {
    id: idOf(at, name),
    outletId: party.outletId,
    type,
    ...(type === 'DINE_IN' && business.tables.length && { tableName: pick(next, business.tables) }),
    items: fillBasket(next, party.menu, at, name),
    submit: true,
    occurredAt: at.toISOString(),
  });
  const later = (minutes: number) =>
    new Date(Math.min(at.getTime() + minutes * MINUTE, party.end.getTime() - MINUTE));
  const eatsFirst = type === 'DINE_IN' && business.tables.length > 0;
  const pay = () => payFor(party, order);
  if (eatsFirst) party.queue.push({ at: later(25 + Math.floor(next() * 15)), of: name, run: pay });
  else await pay();
  if (order.items.some(({ kitchenStatus }) => kitchenStatus !== null)) {
    party.queue.push({
      at: later(4 + Math.floor(next() * 9)),
      of: name,
      run: () => bumpTickets(party, order.id),
    });
  }
}

async function payFor({ demo, cashier, next, at, name }: Party, order: OrderDto): Promise<void> {
  let due: Pick<OrderDto, 'dueTotal' | 'cashDueTotal'> = order;
  while (due.dueTotal > 0) {
    const payment = choosePayment(next, due, at, name);
    const paid = await unlessDone(() =>
      demo<OrderDto>(cashier, 'POST', `/orders/${order.id}/payments`, payment),
    );
    due = paid ?? { dueTotal: 0, cashDueTotal: 0 };
  }
}

async function bumpTickets({ demo, members, business, outletId }: Party, orderId: string): Promise<void> {
  const cook = business.people.find(({ role }) => role === 'KITCHEN')!;
  const tickets = await demo<KitchenTicketDto[]>(members.get(cook.email)!, 'GET', '/kitchen/tickets', {
    outletId,
  });
  for (const ticket of tickets.filter((entry) => entry.orderId === orderId && entry.status !== 'SERVED')) {
    await demo(members.get(cook.email)!, 'POST', `/kitchen/tickets/${ticket.id}/status`, {
      status: 'SERVED',
    });
  }
}

/** The drawer is counted; now and then it holds a little less or more than it should. */
async function closeShift(demo: Demo, cashier: Member, shiftId: string, next: () => number): Promise<void> {
  const { expectedCash } = await demo<ShiftReportDto>(cashier, 'GET', `/shifts/${shiftId}/report`);
  const difference = next() < 0.3 ? pick(next, [-5_000, -2_000, -1_000, 1_000]) : 0;
  const counted = Math.max(0, expectedCash + difference);
  await demo<CloseShiftAnswerDto>(cashier, 'POST', `/shifts/${shiftId}/close`, { counted });
}
