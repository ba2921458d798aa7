import type { NavigationGuardReturn, RouteLocationNormalized } from 'vue-router';
import { useSession } from '@/features/auth';

/** Keeps out whoever lacks the page's permission (`meta.permission`). */
export function permissionGuard(to: RouteLocationNormalized): NavigationGuardReturn {
  const { permission } = to.meta;
  if (!permission || useSession().can(permission)) return true;
  return { name: 'forbidden', replace: true };
}
