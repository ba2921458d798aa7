import type { PaymentConfirmation } from '@meja/domain';
import { goTogether } from '../../lib/together';
import type { Asked } from '../../lib/together';
import { assertNoOpenUnit, callAsApp, sqlState } from '../../platform/db';
import { withSteps } from './orders.pricing';
import type { OrderDocument } from './orders.rows';

interface Sought {
  tenantId: string;
  id: string;
}

/** As stored, or null; `tenantId` is whose all of them are, null where of several. */
async function documentsOf(
  tenantId: string | null,
  sought: readonly Sought[],
): Promise<(OrderDocument | null)[]> {
  const rows = await callAsApp<{ document: OrderDocument | null }>(
    tenantId,
    'read_orders',
    'SELECT read_orders($1::uuid[], $2::uuid[]) AS document',
    [sought.map((one) => one.tenantId), sought.map(({ id }) => id)],
  );
  return rows.map(({ document }) => document);
}

const readAlone = async (sought: Sought): Promise<OrderDocument | null> =>
  (await documentsOf(sought.tenantId, [sought]))[0]!;

async function readTogether(together: readonly Asked<Sought, OrderDocument | null>[]): Promise<void> {
  if (together.length === 1) {
    const { what, resolve, reject } = together[0]!;
    return readAlone(what).then(resolve, reject);
  }
  try {
    const documents = await documentsOf(
      null,
      together.map(({ what }) => what),
    );
    together.forEach(({ resolve }, index) => resolve(documents[index]!));
  } catch (error) {
    // What the database could not read of one, the others do not go without.
    for (const { what, resolve, reject } of together) {
      if (sqlState(error) === null) reject(error);
      else resolve(readAlone(what));
    }
  }
}

const inLine = goTogether<Sought, OrderDocument | null>({
  most: 32,
  mostCalls: 4,
  patienceMs: 2,
  mostWaiting: 1_000,
  go: readTogether,
});

/** The document with who confirmed its payments; only payments by QRIS are, so that others ask nothing. */
async function withConfirmations(tenantId: string, document: OrderDocument): Promise<OrderDocument> {
  if (!document.payments.some(({ method }) => method === 'QRIS')) return document;
  const [row] = await callAsApp<{ sources: Record<string, PaymentConfirmation> }>(
    tenantId,
    'read_confirmations',
    'SELECT read_confirmations($1, $2) AS sources',
    [tenantId, document.order.id],
  );
  const payments = document.payments.map((payment) => {
    const confirmation = row?.sources[payment.id];
    return confirmation ? { ...payment, confirmation } : payment;
  });
  return { ...document, payments };
}

/**
 * One order with everything on it, or null where the tenant has none of this id. Orders that are asked for while others are
 * being read come with the next call, each read as its own tenant.
 */
export async function readOrder(tenantId: string, id: string): Promise<OrderDocument | null> {
  assertNoOpenUnit('reading an order');
  const document = await inLine(tenantId, { tenantId, id });
  return document && withConfirmations(tenantId, withSteps(document));
}
