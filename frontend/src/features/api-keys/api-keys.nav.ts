import { KeyRound } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'settings',
    to: '/api-keys',
    label: { id: 'Kunci API', en: 'API keys' },
    icon: KeyRound,
    position: 60,
    permission: 'api-key:manage',
    feature: 'api',
  },
];
