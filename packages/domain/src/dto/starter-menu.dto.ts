export const STARTER_MENUS = ['CAFE', 'WARUNG', 'BAKERY', 'MINI_MARKET', 'SALON'] as const;
export type StarterMenuKind = (typeof STARTER_MENUS)[number];

export interface StarterMenuBody {
  kind: StarterMenuKind;
}

/** How much was added or taken back. */
export interface StarterMenuDto {
  kind: StarterMenuKind;
  products: number;
  categories: number;
  modifierGroups: number;
  stations: number;
}
