export * from './schema';
export * from './problem';
export * from './route';
export * from './paging';
export { validate } from './validate';
export { hashRequest } from './request-hash';
export { claimKey, readIdempotencyKey, storeAnswer } from './idempotency';
export { resetLimiters, takePoint } from './rate-limit';
export type { LimitName } from './rate-limit';
