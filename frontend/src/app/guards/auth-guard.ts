import type { NavigationGuardReturn, RouteLocationNormalized, Router } from 'vue-router';
import { useSession } from '@/features/auth';
import { isTerminal } from '@/shared/terminal';
import { homeRoute } from '../home';

/** What is open to who works nowhere at present. */
const WITHOUT_PLACE = new Set(['places', 'password']);
const ONLY_SIGNED_OUT = new Set(['sign-in', 'sign-in-code', 'register', 'pin']);

/** Finds the session once, and sends whoever has none to the sign-in page; `/` leads to the role's own page. */
export function authGuard(router: Router) {
  return async (to: RouteLocationNormalized): Promise<NavigationGuardReturn> => {
    const session = useSession();
    if (to.name === 'unreachable') return true;
    try {
      await session.hydrate();
    } catch {
      return { name: 'unreachable', query: { next: to.fullPath }, replace: true };
    }

    if (!session.isSignedIn) {
      if (to.meta.public) return true;
      if (to.path === '/' && isTerminal()) return { name: 'pin' };
      return { name: 'sign-in', query: to.path === '/' ? {} : { next: to.fullPath } };
    }
    if (session.mustChangePassword) return to.name === 'password' ? true : { name: 'password' };
    if (session.mustSetUpTwoFactor) return to.name === 'security' ? true : { name: 'security' };
    if (!session.role) return WITHOUT_PLACE.has(String(to.name)) ? true : { name: 'places', replace: true };
    if (to.name === 'home' || ONLY_SIGNED_OUT.has(String(to.name))) {
      return { name: homeRoute(session.role, router), replace: true };
    }
    return true;
  };
}
