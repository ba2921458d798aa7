import { MonitorSmartphone } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'settings',
    to: '/terminals',
    label: { id: 'Perangkat', en: 'Devices' },
    icon: MonitorSmartphone,
    position: 24,
    permission: 'terminal:manage',
  },
];
