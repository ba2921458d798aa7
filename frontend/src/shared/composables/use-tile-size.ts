import { computed, ref } from 'vue';

export const TILE_SIZES = ['S', 'M', 'L'] as const;
export type TileSize = (typeof TILE_SIZES)[number];

/** Not among the baskets, which go with who signs out: it is the terminal's. */
const KEY = 'meja.tiles';
const STANDARD: TileSize = 'M';

function stored(): TileSize {
  try {
    const value = localStorage.getItem(KEY);
    return TILE_SIZES.find((size) => size === value) ?? STANDARD;
  } catch {
    return STANDARD;
  }
}

const choice = ref<TileSize>(stored());

/** How large this terminal shows its products, and how to change it. */
export function useTileSize() {
  return {
    size: computed(() => choice.value),
    choose: (value: TileSize): void => {
      choice.value = value;
      try {
        localStorage.setItem(KEY, value);
      } catch {
        // Not remembered; the page still changes.
      }
    },
  };
}
