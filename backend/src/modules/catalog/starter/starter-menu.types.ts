import type { StarterMenuKind } from '@meja/domain';
import type { MenuPlan } from '@meja/domain/shop';

/** What a kind of business may begin with: options and products by the names that people read, which are their keys too. */
export interface StarterMenu extends MenuPlan {
  kind: StarterMenuKind;
}
