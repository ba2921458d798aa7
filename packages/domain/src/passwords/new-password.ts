/** Characters a password has at least and at most; of what kind they are is nobody's business (NIST SP 800-63B-4). */
export const PASSWORD_MIN = 12;
export const PASSWORD_MAX = 128;
/** A shorter name stands in too many words by chance. */
const SHORTEST_NAME = 4;
/** So much beside a name makes it a password of its own. */
const ENOUGH_ADDED = 6;

/** How long a password is, in characters as people count them, not in units of UTF-16. */
export const passwordLength = (password: string): number => [...password].length;

const bare = (text: string) => text.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');

/**
 * Whether a password is little more than one of the names given (person, business, e-mail address or its local part), which
 * is what somebody who knows them tries first.
 */
export function isPersonalPassword(password: string, names: readonly string[]): boolean {
  const text = bare(password);
  const parts = names.flatMap((name) => (name.includes('@') ? [name, name.split('@')[0]!] : [name]));
  return parts.some((part) => {
    const known = bare(part);
    return known.length >= SHORTEST_NAME && text.includes(known) && text.length - known.length < ENOUGH_ADDED;
  });
}
