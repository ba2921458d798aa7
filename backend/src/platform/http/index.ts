export * from './schema';
export * from './problem';
export * from './route';
export * from './paging';
export { assertVersion, takesVersion } from './version';
export { UNCHANGED, hold, replyHeld } from './held';
export { bindCursor } from './cursor';
export { readQuery, validate } from './validate';
export { NAMED_AT_MOST, assertNotInUse, named } from './in-use';
export type { InTheWay, InUse } from './in-use';
export type { CheckedInput } from './validate';
export { addressOf, cameEncrypted, isLoopback, isOwnOrigin } from './origin';
export { MAX_DEPTH, hashRequest, isSameRequest } from './request-hash';
export { hideSecrets, secretsOf } from './answer-secrets';
export {
  claimKey,
  findStoredAnswer,
  keepable,
  readIdempotencyKey,
  readStoredAnswer,
  referenceTo,
  storeAnswer,
} from './idempotency';
export type { StoredAnswer } from './idempotency';
export { packAnswer } from './packed-answer';
export { loadOf, withinLoad } from './load';
export { resetLimiters, takeHeldPoints, takePoint } from './rate-limit';
export type { LimitName } from './rate-limit';
