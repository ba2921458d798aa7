/** What the stand-in remembers: charges and the faults that are switched on. In memory: it forgets when it ends. */
import { randomUUID } from 'node:crypto';
import { qrisText } from './qris.mjs';

/** @typedef {'pending' | 'paid' | 'expired' | 'cancelled' | 'denied' | 'refunded'} Status */

/**
 * `delay`: notifications come so many milliseconds later; `double`: twice; `wrongOrder`: with another order's id;
 * `wrongAmount`: Rp1.000 less is paid than was asked for; `silent`: no notification at all; `disorder`: "pending" after
 * "paid"; `deaf`: calls are not answered; `broken`: they are answered with 500.
 */
export const NO_FAULTS = {
  delay: 0,
  double: false,
  wrongOrder: false,
  wrongAmount: false,
  silent: false,
  disorder: false,
  deaf: false,
  broken: false,
};

const digits = (count) => Array.from({ length: count }, () => Math.floor(Math.random() * 10)).join('');

export function createStore() {
  const charges = new Map();
  const store = {
    faults: { ...NO_FAULTS },
    /** Newest first. */
    list: () => [...charges.values()].reverse(),
    byOrder: (provider, orderId) =>
      store.list().find((charge) => charge.provider === provider && charge.orderId === orderId),
    byId: (id) => charges.get(id),

    /**
     * @param {{ provider: string, orderId: string, kind: 'qris' | 'va' | 'page', amount: number, bank?: string,
     *   expiresAt: Date, returnUrl?: string, noticeUrl: string, idPrefix?: string }} asked
     */
    add(asked) {
      const id = `${asked.idPrefix ?? ''}${randomUUID()}`;
      const charge = {
        ...asked,
        id,
        status: 'pending',
        paidAmount: null,
        createdAt: new Date(),
        number: asked.kind === 'va' ? `8808${digits(12)}` : null,
        qr: asked.kind === 'qris' ? qrisText(asked.amount, asked.orderId) : null,
      };
      charges.set(id, charge);
      return charge;
    },

    /** Moves a charge on where its status allows it; whether it did. */
    move(charge, /** @type {Status} */ status) {
      const from = { paid: ['pending', 'expired'], refunded: ['paid'] }[status] ?? ['pending'];
      if (!from.includes(charge.status)) return false;
      charge.status = status;
      if (status === 'paid')
        charge.paidAmount = store.faults.wrongAmount ? charge.amount - 1_000 : charge.amount;
      return true;
    },
    expireDue: (at = new Date()) =>
      [...charges.values()].filter((charge) => charge.expiresAt <= at && store.move(charge, 'expired')),
  };
  return store;
}
