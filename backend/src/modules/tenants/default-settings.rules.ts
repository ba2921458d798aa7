import { DEFAULT_DISCOUNT_LIMITS, DEFAULT_LATE_SALE_WINDOW_HOURS, startingTaxes } from '@meja/domain';
import type { BusinessType, OrderType, SettingsDto, TaxChoice } from '@meja/domain';

/** What is kept in `tenant_settings.data`; names, the logo and the version have places of their own. */
export type StoredSettings = Omit<SettingsDto, 'businessName' | 'businessType' | 'logoUrl' | 'version'>;

const FOOD: readonly BusinessType[] = ['CAFE', 'RESTAURANT', 'BAKERY'];

/** Whether a business prepares what it sells, and so has a kitchen. */
export const servesFood = (type: BusinessType): boolean => FOOD.includes(type);

const ORDER_TYPES_OF: Record<BusinessType, OrderType[]> = {
  CAFE: ['DINE_IN', 'TAKEAWAY', 'DELIVERY'],
  RESTAURANT: ['DINE_IN', 'TAKEAWAY', 'DELIVERY'],
  BAKERY: ['TAKEAWAY', 'DINE_IN', 'DELIVERY'],
  RETAIL: ['TAKEAWAY', 'DELIVERY'],
  OTHER: ['TAKEAWAY', 'DINE_IN', 'DELIVERY'],
};

/** Settings that came later: a business that was there before has them by these values until it changes them. */
const ADDED: Pick<
  SettingsDto,
  'openingHours' | 'blindCount' | 'discountLimits' | 'lateSaleWindowHours' | 'requireTwoFactor'
> = {
  openingHours: null,
  requireTwoFactor: [],
  blindCount: false,
  discountLimits: DEFAULT_DISCOUNT_LIMITS,
  lateSaleWindowHours: DEFAULT_LATE_SALE_WINDOW_HOURS,
};

/** Stored settings with what was not there yet when they were written. */
export const completeSettings = <T extends object>(data: T): T & typeof ADDED => ({ ...ADDED, ...data });

/** What a business starts with, ready to sell in Indonesia; every value can be changed in its settings. */
export function defaultSettings(type: BusinessType, tax?: TaxChoice): StoredSettings {
  const taxClasses = startingTaxes(type, tax);
  return {
    currency: 'IDR',
    timeZone: 'Asia/Jakarta',
    locale: 'id-ID',
    businessDayCutoff: '04:00',
    taxClasses,
    defaultTaxClass: taxClasses[0]!.code,
    serviceCharge: null,
    cashRounding: { unit: 100, mode: 'NEAREST' },
    nonCashRounding: null,
    requireOpenShift: false,
    allowNegativeStock: false,
    ...ADDED,
    orderTypes: ORDER_TYPES_OF[type],
    paymentMethods: ['CASH', 'QRIS', 'CARD', 'EWALLET', 'TRANSFER'],
    address: null,
    phone: null,
    npwp: null,
    receiptHeader: null,
    receiptFooter: 'Terima kasih atas kunjungan Anda.',
  };
}
