import { menuIndex } from '../catalog';
import type { MenuIndex } from '../catalog';

/** What placing an order asks of a menu: the index that its snapshot has. */
export type MenuLookup = Pick<MenuIndex, 'menu' | 'products' | 'groups' | 'stationNames'>;

/** The indexes of a menu document, kept as long as the document itself. */
export const menuLookup: (menu: MenuLookup['menu']) => MenuLookup = menuIndex;

export type {
  MenuDto,
  MenuModifierGroupDto,
  MenuModifierOptionDto,
  MenuProductDto,
  MenuVariantDto,
} from '@meja/domain';
