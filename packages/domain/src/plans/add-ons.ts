import type { Language } from '../dto/enums';
import type { Money } from '../money';
import { SOLD_FEATURES } from './plans';
import type { Feature, LimitName } from './plans';

/** Something bought on top of a plan, as it was sold at a time. */
export interface AddOnVersion {
  code: string;
  version: number;
  name: Record<Language, string>;
  /** Rupiah a month, for one. */
  price: Money;
  /** What one adds to a limit, or the feature it opens. */
  grants: { limit: LimitName; amount: number } | { feature: Feature };
}

/** The first versions, as the migration writes them. */
export const ADD_ONS: readonly AddOnVersion[] = [
  {
    code: 'EXTRA_OUTLET',
    version: 1,
    name: { id: 'Outlet tambahan', en: 'Extra outlet' },
    price: 99_000,
    grants: { limit: 'outlets', amount: 1 },
  },
  {
    code: 'EXTRA_USERS',
    version: 1,
    name: { id: '5 pengguna tambahan', en: '5 extra users' },
    price: 49_000,
    grants: { limit: 'users', amount: 5 },
  },
  {
    code: 'EXTRA_ORDERS',
    version: 1,
    name: { id: '5.000 pesanan tambahan', en: '5,000 extra orders' },
    price: 59_000,
    grants: { limit: 'ordersPerMonth', amount: 5_000 },
  },
  {
    code: 'ADVANCED_REPORTS',
    version: 1,
    name: { id: 'Laporan lanjutan', en: 'Advanced reports' },
    price: 79_000,
    grants: { feature: 'advanced_reports' },
  },
];

/** Whether somebody who bought it now would get something: more of a limit, or a feature that opens something. */
export const isSold = ({ grants }: Pick<AddOnVersion, 'grants'>): boolean =>
  'limit' in grants || SOLD_FEATURES.includes(grants.feature);
