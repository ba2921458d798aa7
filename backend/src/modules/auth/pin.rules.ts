import { createHash } from 'node:crypto';

/** What is stored of a terminal's token, which is drawn at random: 256 bits. */
export const hashTerminalToken = (token: string): string =>
  createHash('sha256').update(`meja terminal:${token}`).digest('hex');

/** The first letters of a name's first two words. */
export const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .slice(0, 2)
    .map((word) => [...word][0]!.toUpperCase())
    .join('');
