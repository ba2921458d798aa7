import type { MeDto } from '@meja/domain';
import { useSession } from '@/features/auth';
import { getData, setAccessToken } from '@/shared/api';
import { announceSessionEnd } from '@/shared/composables/session-end';
import { impersonate } from './admin.api';

/**
 * Goes on as the owner of a business, in this tab and in memory alone: the cookie stays the service's owner's, so that a
 * reload leads back to them. Everything of the service's owner's is forgotten first. Throws `ApiProblem`.
 */
export async function lookThroughOwner(tenantId: string, reason: string): Promise<void> {
  const session = useSession();
  const { accessToken } = await impersonate(tenantId, reason);
  announceSessionEnd('switched');
  setAccessToken(accessToken);
  session.me = await getData<MeDto>('/auth/me');
}
