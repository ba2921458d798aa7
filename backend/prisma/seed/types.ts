import type { BusinessType, OrderType, Role, SettingsBody } from '@meja/domain';
import type { CategoryPlan, GroupPlan, ProductPlan } from '@meja/domain/shop';

export interface DemoOutlet {
  name: string;
  code: string;
  address: string;
  phone: string;
}

export interface DemoPerson {
  name: string;
  email: string;
  role: Exclude<Role, 'SUPER_ADMIN'>;
  /** Codes of the outlets; none: every one. */
  outlets?: string[];
}

export interface DemoProduct extends ProductPlan {
  /** How often it is chosen against the others; 1 unless told. Its `barcode` is twelve digits, the check digit is added. */
  weight?: number;
}

export interface DemoCategory extends Omit<CategoryPlan, 'products'> {
  color: string;
  products: DemoProduct[];
}

/** One cashier's working time at one outlet, in hours of the local day. */
export interface DemoShift {
  outlet: string;
  cashier: string;
  from: number;
  to: number;
  /** Orders on an ordinary day; weekends have more. */
  orders: number;
}

export interface DemoBusiness {
  key: string;
  name: string;
  type: BusinessType;
  settings: SettingsBody;
  outlets: [DemoOutlet, ...DemoOutlet[]];
  /** The owner first. */
  people: [DemoPerson, ...DemoPerson[]];
  stations: string[];
  groups: GroupPlan[];
  categories: DemoCategory[];
  shifts: DemoShift[];
  orderTypes: [type: OrderType, weight: number][];
  /** Hours of the day at which people come, each with its weight. */
  rush: Record<number, number>;
  tables: string[];
}
