import type { ApprovalBody } from '@meja/domain';
import type { Call } from '../../platform/http';
import { approve } from '../staff';
import type { ApprovalNeed, Approver } from '../staff';

const asked = new WeakMap<object, Map<string, Promise<Approver>>>();

/**
 * The approval of a call, asked for once however often the use case runs anew because menu or order moved on. Throws as
 * `approve` does.
 */
export function approveOnce(
  call: Call<{ approval?: ApprovalBody } | undefined>,
  need: ApprovalNeed,
): Promise<Approver> {
  const known = asked.get(call) ?? new Map<string, Promise<Approver>>();
  asked.set(call, known);
  const key = `${need.permission}:${need.outletId}`;
  const found = known.get(key) ?? approve(need, call.body?.approval);
  known.set(key, found);
  return found;
}
