import { DEFAULT_DISCOUNT_LIMITS, DEFAULT_LATE_SALE_WINDOW_HOURS } from '@meja/domain';
import type { BusinessType, OrderType, SettingsDto, TaxClass } from '@meja/domain';

/** What is kept in `tenant_settings.data`; names and the version have places of their own. */
export type StoredSettings = Omit<SettingsDto, 'businessName' | 'businessType' | 'version'>;

const FOOD: readonly BusinessType[] = ['CAFE', 'RESTAURANT', 'BAKERY'];

/** Whether a business prepares what it sells, and so has a kitchen and falls under PBJT rather than PPN. */
export const servesFood = (type: BusinessType): boolean => FOOD.includes(type);

const PBJT: TaxClass = { code: 'PBJT', name: 'PB1', kind: 'PBJT', rate: 1000, inclusive: false };
/** PMK 131/2024: 12 % of 11/12 of the price; shelf prices contain it. */
const PPN: TaxClass = {
  code: 'PPN',
  name: 'PPN',
  kind: 'PPN',
  rate: 1200,
  inclusive: true,
  dpp: 'ELEVEN_TWELFTHS',
};
const UNTAXED: TaxClass = { code: 'NONE', name: 'Tanpa pajak', kind: 'NONE', rate: 0, inclusive: false };

const ORDER_TYPES_OF: Record<BusinessType, OrderType[]> = {
  CAFE: ['DINE_IN', 'TAKEAWAY', 'DELIVERY'],
  RESTAURANT: ['DINE_IN', 'TAKEAWAY', 'DELIVERY'],
  BAKERY: ['TAKEAWAY', 'DINE_IN', 'DELIVERY'],
  RETAIL: ['TAKEAWAY', 'DELIVERY'],
  OTHER: ['TAKEAWAY', 'DINE_IN', 'DELIVERY'],
};

/** Settings that came later: a business that was there before has them by these values until it changes them. */
const ADDED = {
  discountLimits: DEFAULT_DISCOUNT_LIMITS,
  lateSaleWindowHours: DEFAULT_LATE_SALE_WINDOW_HOURS,
};

/** Stored settings with what was not there yet when they were written. */
export const completeSettings = <T extends object>(data: T): T & typeof ADDED => ({ ...ADDED, ...data });

/** What a business starts with, ready to sell in Indonesia; every value can be changed in its settings. */
export function defaultSettings(type: BusinessType): StoredSettings {
  const tax = servesFood(type) ? PBJT : type === 'RETAIL' ? PPN : UNTAXED;
  return {
    currency: 'IDR',
    timeZone: 'Asia/Jakarta',
    locale: 'id-ID',
    businessDayCutoff: '04:00',
    taxClasses: [tax],
    defaultTaxClass: tax.code,
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
