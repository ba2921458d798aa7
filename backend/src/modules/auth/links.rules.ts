import { createHash, randomBytes } from 'node:crypto';

/** `RESET`: a new password. `VERIFY`: the account's own address. `CHANGE_EMAIL`: another in its place. */
export type LinkKind = 'RESET' | 'VERIFY' | 'CHANGE_EMAIL';

const HOUR = 3_600_000;

/** How long a link works from the moment its mail is sent. Milliseconds. */
export const LINK_MS: Record<LinkKind, number> = {
  RESET: HOUR,
  VERIFY: 72 * HOUR,
  CHANGE_EMAIL: 24 * HOUR,
};

/** Behind `#`: a browser sends it to no server, so it is in no log and no `Referer`. */
const PAGES: Record<LinkKind, string> = { RESET: '/reset', VERIFY: '/verify', CHANGE_EMAIL: '/verify' };
export const linkPath = (kind: LinkKind, token: string): string => `${PAGES[kind]}#${token}`;

/** 256 random bits, told in one mail and kept nowhere. */
export const newLinkToken = (): string => randomBytes(32).toString('base64url');

/** What is stored of a token; drawn at random, so a plain digest keeps it. */
export const hashLinkToken = (token: string): string =>
  createHash('sha256').update(`meja link:${token}`).digest('hex');
