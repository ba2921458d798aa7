import type { Money, StarterMenuKind, Unit } from '@meja/domain';

export interface StarterGroup {
  name: string;
  min: number;
  max: number;
  /** Name, what it adds in rupiah, and whether it is the usual one. */
  options: [name: string, price: Money, usual?: true][];
}

export interface StarterProduct {
  name: string;
  /** Rupiah; of a product with variants the lowest of theirs. */
  price: Money;
  /** Names of groups of the same menu; with names of variants, a group that those alone offer. */
  groups?: (string | [group: string, variants: string[]])[];
  variants?: [name: string, price: Money][];
  unit?: Unit;
}

export interface StarterCategory {
  name: string;
  color: string;
  /** Where its things are made; null: nothing is to be prepared. */
  station: string | null;
  products: StarterProduct[];
}

/** What a kind of business may begin with. */
export interface StarterMenu {
  kind: StarterMenuKind;
  groups: StarterGroup[];
  categories: StarterCategory[];
}
