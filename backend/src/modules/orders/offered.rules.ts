import type { MenuSettingsDto, OrderType, PaymentMethod } from '@meja/domain';
import { Problem, invalid } from '../../platform/http';

type Offered = Pick<MenuSettingsDto, 'orderTypes' | 'paymentMethods' | 'outletActive'>;

/** Throws 422 where the business does not sell this way. */
export function assertTypeOffered({ orderTypes }: Offered, type: OrderType): void {
  if (orderTypes.includes(type)) return;
  throw invalid({ path: 'type', code: 'invalid_option', params: { options: orderTypes.join(', ') } });
}

/** Throws 422 where the business does not take money this way; `path` is where the payment stands in the body. */
export function assertMethodTaken({ paymentMethods }: Offered, method: PaymentMethod, path = ''): void {
  if (paymentMethods.includes(method)) return;
  const params = { options: paymentMethods.join(', ') };
  throw invalid({ path: `${path}method`, code: 'invalid_option', params });
}

/** Throws 409 where an outlet is switched off: what is open there is finished, nothing new begins. */
export function assertOutletOpen({ outletActive }: Offered): void {
  if (!outletActive) throw new Problem('outlet_inactive');
}
