import type { OrderType } from '../dto/enums';
import type { Money } from '../money';
import { taxClassOf } from './formulas';
import { type OrderPrice, priceOrder } from './price-order';
import type { PricingSettings } from './types';

/** What one thing of a price would come to under these settings: as a till would reckon it. Throws `PricingError`. */
export function priceExample(price: Money, settings: PricingSettings, type: OrderType): OrderPrice {
  return priceOrder({
    type,
    lines: [
      {
        id: 'example',
        name: '',
        unitPrice: price,
        quantityMilli: 1000,
        modifiers: [],
        taxClass: taxClassOf(settings, null),
      },
    ],
    discount: null,
    pricingSettings: settings,
    tipTotal: 0,
    rounding: 0,
    paidTotal: 0,
  });
}
