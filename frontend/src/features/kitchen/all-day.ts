import { isLeftOut, type KitchenTicketDto, listedOptions } from '@meja/domain';

export interface AllDayRow {
  key: string;
  name: string;
  variantName: string | null;
  /** Still to be made, over all tickets. */
  quantity: number;
  /** Of those, in the making. */
  preparing: number;
  /** What departs from the usual, and how often; `isLeftOut`: a usual thing that is to be left out. */
  modifiers: { name: string; quantity: number; isLeftOut: boolean }[];
}

const QUANTITY_STEPS = 1000;
/** Sums of quantities with three places stay exact in thousandths. */
const add = (a: number, b: number): number =>
  (Math.round(a * QUANTITY_STEPS) + Math.round(b * QUANTITY_STEPS)) / QUANTITY_STEPS;

/** How many of each thing are still to be made, most first: what is ready, served or voided no longer counts. */
export function allDayCounts(tickets: readonly KitchenTicketDto[]): AllDayRow[] {
  const rows = new Map<string, AllDayRow & { extras: Map<string, AllDayRow['modifiers'][number]> }>();
  for (const item of tickets.flatMap((ticket) => ticket.items)) {
    if (item.status !== 'QUEUED' && item.status !== 'PREPARING') continue;
    const key = `${item.name}\n${item.variantName ?? ''}`;
    const row = rows.get(key) ?? {
      key,
      name: item.name,
      variantName: item.variantName,
      quantity: 0,
      preparing: 0,
      modifiers: [],
      extras: new Map<string, AllDayRow['modifiers'][number]>(),
    };
    row.quantity = add(row.quantity, item.quantity);
    if (item.status === 'PREPARING') row.preparing = add(row.preparing, item.quantity);
    for (const modifier of listedOptions(item.modifiers)) {
      const without = isLeftOut(modifier);
      const extraKey = `${without ? '-' : '+'}${modifier.name}`;
      const known = row.extras.get(extraKey)?.quantity ?? 0;
      const quantity = add(known, (without ? 1 : modifier.quantity) * item.quantity);
      row.extras.set(extraKey, { name: modifier.name, quantity, isLeftOut: without });
    }
    rows.set(key, row);
  }
  return [...rows.values()]
    .map(({ extras, ...row }) => ({
      ...row,
      modifiers: [...extras.values()].sort((a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name)),
    }))
    .sort((a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name));
}
