import type { BusinessType, SettingsDto, Unit } from '@meja/domain';

/** What SQL's `read_menu` gives, in the tables' own column names, and the outlet's QRIS code. */
export interface MenuRows {
  version: number;
  changed_at: string;
  tenant: { id: string; name: string; business_type: BusinessType };
  settings: Omit<SettingsDto, 'businessName' | 'businessType' | 'logoUrl' | 'version'>;
  outlet: {
    id: string;
    name: string;
    active: boolean;
    address: string | null;
    phone: string | null;
    time_zone: string | null;
  };
  qris: string | null;
  stations: {
    id: string;
    outlet_id: string | null;
    name: string;
    position: number;
    late_after_minutes: number;
  }[];
  categories: {
    id: string;
    name: string;
    parent_id: string | null;
    position: number;
    color: string | null;
    needs_preparation: boolean;
  }[];
  groups: {
    id: string;
    name: string;
    min: number;
    max: number;
    options: { id: string; name: string; price: number; default: boolean }[];
  }[];
  products: {
    id: string;
    name: string;
    description: string | null;
    category_id: string | null;
    price: number;
    sku: string | null;
    barcode: string | null;
    unit: Unit;
    tax_class: string | null;
    station_id: string | null;
    needs_preparation: boolean | null;
    /** The station chosen for it in this outlet. */
    outlet_station_id: string | null;
    position: number;
    photo_hash: string | null;
    available: boolean;
    groups: string[];
    group_variants: { group_id: string; variant_ids: string[] }[];
    variants: { id: string; name: string; price: number; sku: string | null; barcode: string | null }[];
  }[];
}
