import type { ApprovalBody } from '@meja/domain';
import { s } from '../../platform/http';

/** `approval` in a body: who stands by, and their PIN. */
export const approvalField = s.object<ApprovalBody>({ userId: s.uuid(), pin: s.pin() });
