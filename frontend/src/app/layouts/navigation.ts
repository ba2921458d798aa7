import { NAV_GROUPS, type NavGroup, type NavItem } from '@/shared/navigation';

type NavModule = { navigation: NavItem[] };
const modules = import.meta.glob<NavModule>('../../features/*/*.nav.ts', { eager: true });
const items = Object.values(modules).flatMap((module) => module.navigation);

export interface NavSection {
  group: NavGroup;
  items: NavItem[];
}

/** The groups of the left navigation with what a person may open; empty groups are left out. */
export function navSections(groups: readonly NavGroup[], mayOpen: (item: NavItem) => boolean): NavSection[] {
  return NAV_GROUPS.filter((group) => groups.includes(group))
    .map((group) => ({
      group,
      items: items
        .filter((item) => item.group === group && mayOpen(item))
        .sort((a, b) => a.position - b.position),
    }))
    .filter((section) => section.items.length > 0);
}
