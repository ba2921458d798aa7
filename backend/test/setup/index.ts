export { startTestApp } from './test-app';
export type { ApiAnswer, Caller, TestApp, TestTenant } from './test-app';
export { adminUrl, asAdmin, createDatabase, dropDatabase } from './databases';
