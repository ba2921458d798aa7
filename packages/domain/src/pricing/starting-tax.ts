import type { BusinessType } from '../dto/enums';
import type { TaxClass } from './types';

/** What an owner answers at registration: whether the business collects its tax, and whether menu prices contain it. */
export interface TaxChoice {
  collects: boolean;
  inclusive: boolean;
}

/** UU 1/2022 art. 58: 10 % at most, by each region's rule; receipts call it PB1. */
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
export const UNTAXED: TaxClass = {
  code: 'NONE',
  name: 'Tanpa pajak',
  kind: 'NONE',
  rate: 0,
  inclusive: false,
};

/** The tax a kind of business would collect: PPN in a shop, PB1 (PBJT) elsewhere. */
export const taxOfBusiness = (type: BusinessType): TaxClass => (type === 'RETAIL' ? PPN : PBJT);

/**
 * The classes a business starts with, the default first. A business that collects nothing has its tax at hand all the
 * same, to choose once it does. Unasked (`choice` left out): PB1 on top where food is served, PPN within the price in
 * a shop, else none.
 */
export function startingTaxes(type: BusinessType, choice?: TaxChoice): TaxClass[] {
  const tax = taxOfBusiness(type);
  if (choice === undefined) return [type === 'OTHER' ? UNTAXED : tax];
  return choice.collects ? [{ ...tax, inclusive: choice.inclusive }] : [UNTAXED, tax];
}
