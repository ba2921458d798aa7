import { type KitchenTicketDto, type KitchenTicketItemDto, takenOptions } from '@meja/domain';

/** Whether a line is to be made otherwise than the ticket said at first. */
export const isChanged = ({ change, status }: KitchenTicketItemDto): boolean =>
  change === 'CHANGED' && (status === 'QUEUED' || status === 'PREPARING');

/** Whether something on a ticket was changed at the till and is still to be made. */
export const hasChanges = ({ items }: Pick<KitchenTicketDto, 'items'>): boolean => items.some(isChanged);

/** What a changed line was, as far as it is something else now: how many, then variant, options and note. */
export function whatItWas(item: KitchenTicketItemDto): { quantity: number; details: string[] } | null {
  const { was } = item;
  if (!was || item.change !== 'CHANGED') return null;
  const optionsOf = ({ modifiers }: Pick<KitchenTicketItemDto, 'modifiers'>): string[] =>
    takenOptions(modifiers).map(({ name, quantity }) => (quantity === 1 ? name : `${quantity}× ${name}`));
  const now = new Set(optionsOf(item));
  const details = [
    ...(was.variantName && was.variantName !== item.variantName ? [was.variantName] : []),
    ...optionsOf(was).filter((option) => !now.has(option)),
    ...(was.note && was.note !== item.note ? [was.note] : []),
  ];
  return { quantity: was.quantity, details };
}
