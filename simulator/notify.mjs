/** Tells the shop what became of a charge, as both gateways do: signed, and again where it is not taken. */
import { setTimeout as pause } from 'node:timers/promises';
import { midtransNotice } from './midtrans.mjs';
import { xenditNotice } from './xendit.mjs';

const TRIES_MS = [0, 500, 2_000, 8_000];

async function post(url, { body, headers }, log) {
  for (const wait of TRIES_MS) {
    await pause(wait);
    try {
      const answer = await fetch(url, {
        method: 'POST',
        headers: { 'content-type': 'application/json', ...headers },
        body: JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      });
      await answer.arrayBuffer();
      if (answer.ok) return answer.status;
      log(`notification answered ${answer.status}`);
      // A message that the shop refuses is refused again.
      if (answer.status < 500) return answer.status;
    } catch (error) {
      log(`notification not taken: ${error.message}`);
    }
  }
  return null;
}

/**
 * @param {{ key: string, faults: object, log: (text: string) => void }} context
 * @param {object} charge
 * @param {{ status?: string, key?: string, amount?: number, orderId?: string }} [over] other than it is, for tests
 * @returns {Promise<number | null>} what the shop answered
 */
export function sendNotice({ key, log }, charge, over = {}) {
  const told = { ...charge, ...over };
  if (over.amount !== undefined) told.paidAmount = over.amount;
  const make = charge.provider === 'midtrans' ? midtransNotice : xenditNotice;
  return post(charge.noticeUrl, make(told, over.key ?? key), log);
}

/** The notices that a change of a charge brings, with the faults that are on. */
export async function notify(context, charge) {
  const { faults } = context;
  if (faults.silent) return;
  if (faults.delay > 0) await pause(faults.delay);
  const over = faults.wrongOrder ? { orderId: `${charge.orderId}-LAIN` } : {};
  await sendNotice(context, charge, over);
  if (faults.double) await sendNotice(context, charge, over);
  if (faults.disorder && charge.status === 'paid')
    await sendNotice(context, charge, { ...over, status: 'pending' });
}
