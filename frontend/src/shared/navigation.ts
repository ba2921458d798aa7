import type { Feature, Language, Permission } from '@meja/domain';
import type { Component } from 'vue';

export const NAV_GROUPS = ['sales', 'menu', 'stock', 'customers', 'reports', 'settings', 'platform'] as const;
export type NavGroup = (typeof NAV_GROUPS)[number];

/** One entry of the left navigation; a feature lists its own in `<feature>.nav.ts` as `navigation`. */
export interface NavItem {
  group: NavGroup;
  to: string;
  label: Record<Language, string>;
  icon: Component;
  /** Order within the group. */
  position: number;
  permission?: Permission;
  /** What of the plan it needs; without it, it is shown locked. */
  feature?: Feature;
}
