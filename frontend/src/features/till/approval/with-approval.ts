import type { ApprovablePermission, ApprovalBody, Id } from '@meja/domain';
import { isProblem } from '@/shared/api';
import { askApproval } from './use-approval';

/**
 * Does something, and where the server wants somebody to stand by, asks for it and does it again with their approval.
 * Throws `ApiProblem`; where nobody approves, the server's first refusal.
 */
export async function withApproval<T>(
  about: { permission: ApprovablePermission; outletId: Id | null },
  run: (approval?: ApprovalBody) => Promise<T>,
): Promise<T> {
  try {
    return await run();
  } catch (error) {
    if (!about.outletId || !isProblem(error, 'approval_required')) throw error;
    const { permission, outletId } = about;
    const done = await askApproval({
      permission,
      outletId,
      run: async (approval) => ({ value: await run(approval) }),
    });
    if (!done) throw error;
    return done.value;
  }
}
