import { createHash, randomBytes } from 'node:crypto';
import { reachOf } from '@meja/domain';
import type { Permission } from '@meja/domain';
import type { FieldIssue } from '../../platform/http';

/** A key tells by its beginning what it is, also to those who search repositories for lost ones. */
const MARK = 'meja_';
const KEY = /^meja_[\w-]{43}$/;
/** So much of it stays readable, to tell keys apart. */
const PREFIX_LENGTH = 12;

/** A new key, 256 bits. */
export const newKey = (): string => MARK + randomBytes(32).toString('base64url');

export const isKey = (text: string): boolean => KEY.test(text);
export const prefixOf = (key: string): string => key.slice(0, PREFIX_LENGTH);

/** What is stored of a key, which is drawn at random. */
export const hashKey = (key: string): string =>
  createHash('sha256').update(`meja api key:${key}`).digest('hex');

/** What is a person's own or the service's, and the making of keys, is no program's. */
const mayBeScope = (permission: Permission): boolean =>
  !['self', 'platform'].includes(reachOf(permission)) && permission !== 'api-key:manage';

/** What of the scopes can't be given: nobody hands out more than they hold. */
export function scopeIssues(scopes: readonly Permission[], held: ReadonlySet<Permission>): FieldIssue[] {
  return scopes.flatMap((scope, index): FieldIssue[] => {
    const path = `scopes.${index}`;
    if (scopes.indexOf(scope) !== index) return [{ path, code: 'repeated' }];
    return mayBeScope(scope) && held.has(scope) ? [] : [{ path, code: 'not_allowed' }];
  });
}
