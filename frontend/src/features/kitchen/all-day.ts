import type { KitchenTicketDto } from '@meja/domain';

export interface AllDayRow {
  key: string;
  name: string;
  variantName: string | null;
  /** Still to be made, over all tickets. */
  quantity: number;
  /** Of those, in the making. */
  preparing: number;
  modifiers: { name: string; quantity: number }[];
}

const QUANTITY_STEPS = 1000;
/** Sums of quantities with three places stay exact in thousandths. */
const add = (a: number, b: number): number =>
  (Math.round(a * QUANTITY_STEPS) + Math.round(b * QUANTITY_STEPS)) / QUANTITY_STEPS;

/** How many of each thing are still to be made, most first: what is ready, served or voided no longer counts. */
export function allDayCounts(tickets: readonly KitchenTicketDto[]): AllDayRow[] {
  const rows = new Map<string, AllDayRow & { extras: Map<string, number> }>();
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
      extras: new Map<string, number>(),
    };
    row.quantity = add(row.quantity, item.quantity);
    if (item.status === 'PREPARING') row.preparing = add(row.preparing, item.quantity);
    for (const { name, quantity } of item.modifiers) {
      row.extras.set(name, add(row.extras.get(name) ?? 0, quantity * item.quantity));
    }
    rows.set(key, row);
  }
  return [...rows.values()]
    .map(({ extras, ...row }) => ({
      ...row,
      modifiers: [...extras]
        .map(([name, quantity]) => ({ name, quantity }))
        .sort((a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name)),
    }))
    .sort((a, b) => b.quantity - a.quantity || a.name.localeCompare(b.name));
}
