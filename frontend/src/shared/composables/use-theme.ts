import { computed, ref } from 'vue';

export type ThemeChoice = 'light' | 'dark' | 'system';
/** The kitchen keeps its own choice: its screen hangs in another light than the office's. */
export type ThemeScope = 'app' | 'kitchen';

const DEFAULTS: Record<ThemeScope, ThemeChoice> = { app: 'system', kitchen: 'dark' };

function stored(scope: ThemeScope): ThemeChoice {
  try {
    const value = localStorage.getItem(`meja.theme.${scope}`);
    return value === 'light' || value === 'dark' || value === 'system' ? value : DEFAULTS[scope];
  } catch {
    return DEFAULTS[scope];
  }
}

const scope = ref<ThemeScope>('app');
const choice = ref<ThemeChoice>(stored('app'));

function apply(): void {
  const root = document.documentElement;
  if (choice.value === 'system') delete root.dataset.theme;
  else root.dataset.theme = choice.value;
}

/** Switches to a layout's own choice of theme. */
export function setThemeScope(value: ThemeScope): void {
  scope.value = value;
  choice.value = stored(value);
  apply();
}

/** The chosen theme of the current layout, and how to change it. */
export function useTheme() {
  return {
    choice: computed(() => choice.value),
    choose: (value: ThemeChoice): void => {
      choice.value = value;
      try {
        localStorage.setItem(`meja.theme.${scope.value}`, value);
      } catch {
        // Not remembered; the page still changes.
      }
      apply();
    },
  };
}
