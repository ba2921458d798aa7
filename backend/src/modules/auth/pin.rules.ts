import { createHash } from 'node:crypto';

/** What is stored of a terminal's token, which is drawn at random: 256 bits. */
export const hashTerminalToken = (token: string): string =>
  createHash('sha256').update(`meja terminal:${token}`).digest('hex');
