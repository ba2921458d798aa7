import type { OwnPinBody } from '@meja/domain';
import { audit } from '../../platform/audit';
import type { Actor } from '../../platform/context';
import { withTenant } from '../../platform/db';
import { Problem, notFound } from '../../platform/http';
import { confirmPassword } from '../auth';
import { assertPinFree, pinColumns, preparePin } from './pins';
import * as repository from './staff.repository';
import { placeOf } from './staff.rules';

/**
 * Changes the actor's PIN in the business they are signed in to. Throws 403 for who is in by that PIN, 404 without a
 * business, 422 for a wrong password and for a PIN that is easy to guess or a colleague's, 429 after too many tries.
 */
export async function changeOwnPin(actor: Actor, { currentPassword, pin }: OwnPinBody): Promise<void> {
  const { tenantId } = actor;
  if (!tenantId) throw notFound();
  // Who has seen a PIN must not be able to make it another.
  if (actor.terminalId) throw new Problem('forbidden');
  await confirmPassword(actor, currentPassword);
  const prepared = await preparePin(tenantId, actor.userId, { pin });
  await withTenant(tenantId, async () => {
    await repository.lockMembers();
    const before = await repository.findMember(actor.userId);
    if (!before) throw notFound();
    await assertPinFree(actor.userId, prepared);
    await repository.updateMember(actor.userId, before.version, pinColumns(prepared));
    await audit({
      action: 'staff.pin_change',
      entity: 'user',
      entityId: actor.userId,
      outletId: placeOf(before),
      before: { hasPin: before.hasPin },
      after: { hasPin: true },
    });
  });
}
