import { Building2 } from '@lucide/vue';
import type { NavItem } from '@/shared/navigation';

export const navigation: NavItem[] = [
  {
    group: 'platform',
    to: '/admin/tenants',
    label: { id: 'Usaha', en: 'Businesses' },
    icon: Building2,
    position: 10,
    permission: 'platform:tenants',
  },
];
