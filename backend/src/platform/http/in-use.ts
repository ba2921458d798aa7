import type { FieldCode } from '@meja/domain';
import { Problem } from './problem';

/** What is open somewhere, or uses something: how many, and the first few by name. */
export interface InUse {
  count: number;
  names: string[];
}

/** What refuses a removal, by what stands in `errors[].path`. */
const CODES = {
  shift: 'open_shift',
  order: 'open_order',
  ticket: 'open_ticket',
  product: 'used_by_product',
  category: 'used_by_category',
} as const satisfies Record<string, FieldCode>;

export type InTheWay = Partial<Record<keyof typeof CODES, InUse>>;

/** As many are named as a person reads. */
export const NAMED_AT_MOST = 5;

/** How many and which, for the texts. */
export const named = ({ count, names }: InUse): { count: number; names: string } => ({
  count,
  names: names.length < count ? `${names.join(', ')}, …` : names.join(', '),
});

/** Throws 409 `in_use` that names everything in the way of a removal; nothing in the way: returns. */
export function assertNotInUse(inTheWay: InTheWay): void {
  const errors = Object.entries(inTheWay)
    .filter(([, inUse]) => inUse.count > 0)
    .map(([path, inUse]) => ({ path, code: CODES[path as keyof typeof CODES], params: named(inUse) }));
  if (errors.length) throw new Problem('in_use', { errors });
}
