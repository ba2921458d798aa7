import type { LateFigures, LateSalesDto, Money, ReportGroup } from '@meja/domain';
import { callAsApp } from '../../platform/db';
import type { Account } from '../ledger';

/** Sums of sales; amounts as balances of the journal's accounts. */
export interface SalesSums {
  orders: number;
  /** Thousandths. */
  milli: number;
  accounts: Partial<Record<Account, Money>>;
}

/** Sums of one row of a report. */
export interface KeyedSums extends SalesSums {
  key: string;
  name: string | null;
}

/** Sums by a key, and of all; null: what the rows add up to. */
export interface GroupedSums {
  rows: KeyedSums[];
  total: SalesSums | null;
}

/** Business dates, both included, of some outlets. */
export interface SalesDays {
  from: string;
  to: string;
  /** Null: every outlet. */
  outlets: readonly string[] | null;
  /** `journal` leaves the roll-ups aside: what they are held against. */
  source?: 'journal';
}

/** What can be asked of sales, and what it is answered with. */
interface Reads {
  grouped: { ask: SalesDays & { by: ReportGroup }; answer: GroupedSums };
  /** `before`: only what was sold before this instant. */
  total: { ask: SalesDays & { by: 'total'; before?: Date }; answer: GroupedSums };
  /** Posted when their business day was over by its outlet's clock. */
  late: { ask: SalesDays & { by: 'late' }; answer: LateSalesDto['days'] };
  /** Flagged `late`, arrived in each outlet from an instant on. */
  arrivals: { ask: { by: 'arrivals'; since: { outletId: string; since: Date }[] }; answer: LateFigures };
}
type Ask = Reads[keyof Reads]['ask'];
type AnswerTo<A> = A extends { by: 'arrivals' }
  ? LateFigures
  : A extends { by: 'late' }
    ? LateSalesDto['days']
    : GroupedSums;
type AnswersTo<A extends readonly Ask[]> = { -readonly [K in keyof A]: AnswerTo<A[K]> };

/**
 * Reads settled sales of one instant in one round trip, from the roll-ups and, where those don't reach yet, from the
 * journal. Null where the tenant has no outlet of that id, nor ever had.
 */
export async function readSales<const A extends readonly Ask[]>(
  tenantId: string,
  outletId: string | undefined,
  reads: A,
): Promise<AnswersTo<A> | null> {
  const [row] = await callAsApp<{ answers: AnswersTo<A> | null }>(
    tenantId,
    'read_sales',
    'SELECT read_sales($1::uuid, $2::jsonb) AS answers',
    [tenantId, JSON.stringify({ outletId, reads })],
  );
  return row!.answers;
}

/** By what a business and its outlets count their days. */
export interface Clocks {
  timeZone: string;
  businessDayCutoff: string;
  outlets: { id: string; timeZone: string }[];
}

/** The clocks of a business and of some of its outlets, removed ones too; null: of all of them. */
export async function readClocks(tenantId: string, outletIds: readonly string[] | null): Promise<Clocks> {
  const [row] = await callAsApp<{ clocks: Clocks }>(
    tenantId,
    'read_clocks',
    'SELECT read_clocks($1::uuid, $2::uuid[]) AS clocks',
    [tenantId, outletIds],
  );
  return row!.clocks;
}
