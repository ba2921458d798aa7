import type { AuthAnswerDto, LoginBody, MeDto, Permission, PlaceDto, RegisterBody } from '@meja/domain';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import {
  isProblem,
  maySessionExist,
  refreshAccessToken,
  rememberSession,
  setAccessToken,
} from '@/shared/api';
import { announceSessionEnd } from '@/shared/composables/session-end';
import { connectRealtime, disconnectRealtime } from '@/shared/realtime';
import * as api from './auth.api';

const MUST_CHANGE = 'meja.mustChangePassword';

/** Who is signed in, to which business, and what they may do. */
export const useSession = defineStore('session', () => {
  const me = shallowRef<MeDto | null>(null);
  /** Of who has shown a password and is asked for a code; forgotten with the page. */
  const challenge = shallowRef<string | null>(null);
  const mustChangePassword = ref(sessionStorage.getItem(MUST_CHANGE) === '1');
  let hydration: Promise<void> | null = null;

  const user = computed(() => me.value?.user ?? null);
  const tenant = computed(() => me.value?.tenant ?? null);
  const role = computed(() => me.value?.user.role ?? null);
  /** Works in some of the business's outlets only: what all of them share is not theirs to change. */
  const isLimited = computed(() => (me.value?.user.outletIds.length ?? 0) > 0);
  const isSignedIn = computed(() => me.value !== null);
  const permissions = computed(() => new Set<Permission>(me.value?.permissions ?? []));

  const mustSetUpTwoFactor = computed(() => me.value?.mustSetUpTwoFactor === true);

  /** Whether the person holds a permission; of a list, any one. */
  function can(wanted: Permission | readonly Permission[]): boolean {
    const list = typeof wanted === 'string' ? [wanted] : wanted;
    return list.some((permission) => permissions.value.has(permission));
  }

  function setMustChange(value: boolean): void {
    mustChangePassword.value = value;
    if (value) sessionStorage.setItem(MUST_CHANGE, '1');
    else sessionStorage.removeItem(MUST_CHANGE);
  }

  /** Goes on with what a sign-in answered. */
  async function begin(answer: AuthAnswerDto): Promise<void> {
    challenge.value = null;
    setAccessToken(answer.accessToken);
    rememberSession(true);
    setMustChange(answer.mustChangePassword ?? false);
    me.value = await api.fetchMe();
  }

  async function restore(): Promise<void> {
    if (!maySessionExist()) return;
    try {
      await refreshAccessToken();
      me.value = await api.fetchMe();
    } catch (error) {
      if (!isProblem(error) || (error.status !== 401 && error.status !== 403)) throw error;
    }
  }

  /** Finds the session of an earlier visit, once. Throws where the server gave no verdict. */
  function hydrate(): Promise<void> {
    if (me.value) return Promise.resolve();
    hydration ??= restore().catch((error: unknown) => {
      hydration = null;
      throw error;
    });
    return hydration;
  }

  /** False where a code is asked for. */
  async function signIn(body: LoginBody): Promise<boolean> {
    const answer = await api.login(body);
    if ('challengeToken' in answer) challenge.value = answer.challengeToken;
    else await begin(answer);
    return challenge.value === null;
  }

  async function signUp(body: RegisterBody, idempotencyKey: string): Promise<void> {
    await begin(await api.register(body, idempotencyKey));
  }

  async function changePassword(currentPassword: string, newPassword: string): Promise<void> {
    const answer = await api.changePassword({ currentPassword, newPassword });
    if (answer?.accessToken) setAccessToken(answer.accessToken);
    setMustChange(false);
    me.value = await api.fetchMe();
  }

  /** Goes on in another of the person's businesses: everything of the one before is forgotten first. */
  async function switchTo(tenantId: string): Promise<void> {
    // Before the server does, which ends the old session's line: a browser notes what is sent on a closing one.
    disconnectRealtime();
    const answer = await api.switchTenant(tenantId).catch((error: unknown) => {
      if (can('event:read')) void connectRealtime();
      throw error;
    });
    announceSessionEnd('switched');
    // Should the next answer get lost, the new session is found again like one of an earlier visit.
    rememberSession(true);
    hydration = null;
    await begin(answer);
  }

  /** Joins the business that handed over the code; who works nowhere else goes there at once. */
  async function join(code: string): Promise<PlaceDto> {
    const place = await api.join(code);
    if (role.value) me.value = await api.fetchMe();
    else await switchTo(place.id);
    return place;
  }

  /** Reads again who is signed in and what is asked of them. */
  async function reload(): Promise<void> {
    me.value = await api.fetchMe();
  }

  /**
   * Signs out here even where the server cannot be reached; its session then ends by itself. `locked`: for the next
   * person at this terminal, so that what is in the basket waits for this one.
   */
  async function signOut(reason: 'signed-out' | 'locked' = 'signed-out'): Promise<void> {
    disconnectRealtime();
    try {
      await api.logout();
    } catch (error) {
      if (!isProblem(error)) throw error;
    } finally {
      rememberSession(false);
      announceSessionEnd(reason);
    }
  }

  function $reset(): void {
    me.value = null;
    hydration = Promise.resolve();
    challenge.value = null;
    setAccessToken(null);
    setMustChange(false);
  }

  return {
    me,
    user,
    tenant,
    role,
    permissions,
    isLimited,
    isSignedIn,
    mustChangePassword,
    mustSetUpTwoFactor,
    challenge,
    begin,
    reload,
    can,
    hydrate,
    signIn,
    signUp,
    signOut,
    changePassword,
    switchTo,
    join,
    $reset,
  };
});
