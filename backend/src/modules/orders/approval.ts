import type { ApprovalNeed, Approver } from '../staff';

/** Raised by a decision that somebody has to stand for. */
export class ApprovalNeeded extends Error {
  constructor(readonly need: ApprovalNeed) {
    super('approval needed');
  }
}

/** Raised by a decision that goes beyond what its approver may stand for. */
export class ApprovalTooSmall extends Error {
  constructor(
    readonly need: ApprovalNeed,
    readonly approver: Approver,
  ) {
    super('approval too small');
  }
}
