import type { ProfileBody, SessionUserDto } from '@meja/domain';
import type { Actor } from '../../platform/context';
import { afterCommit } from '../../platform/db';
import { Problem } from '../../platform/http';
import { announceAccessChange } from './access';
import { inPlaces } from './account-audit';
import { describeMe } from './account.service';
import { findAccount, findPlaces, saveMemberName, saveProfile } from './users.repository';

/**
 * Changes what the actor says of themselves: the language of their e-mails, and their name, by which the present
 * business calls them from now on, too; another keeps the name it gave.
 */
export async function changeProfile(actor: Actor, body: ProfileBody): Promise<SessionUserDto> {
  const account = await findAccount(actor.accountId);
  if (!account) throw new Problem('unauthenticated');
  const places = await findPlaces(account.id);
  const here = places.filter(({ tenant_id: id }) => id === actor.tenantId);
  const { name, language } = body;
  const what = {
    action: 'auth.profile_change',
    before: { name: actor.name, language: account.locale },
    after: { name: name ?? actor.name, language: language ?? account.locale },
  } as const;
  await inPlaces(here, what, async () => {
    await saveProfile(account.id, { name, locale: language });
    afterCommit(() => announceAccessChange({ accountId: account.id, disconnect: false }));
    if (here[0] && name !== undefined) await saveMemberName(here[0].tenant_id, here[0].member_id, name);
  });
  return (await describeMe(actor)).user;
}
