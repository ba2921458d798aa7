/** Marks that Latin, Greek and Cyrillic letters carry. Those of other scripts tell words apart and stay. */
const MARKS =
  /[\u0300-\u036f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe00-\ufe0f]|[\ufe20-\ufe2f]/g;
/** Soft hyphen, joiners, directions: nothing of them is seen. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g;
const BLANKS = /[\t-\r \u0085\u1680\u2028\u2029]+/g;
/** Latin, Greek, Cyrillic and Armenian; what else has two cases is not told apart by anyone's menu. */
const LETTERS = /[A-Z\u0080-\u058f\u1e9e]/g;

/**
 * A name as it is compared and searched: without accents, without case, in one way of writing it (NFKD), blanks as one.
 * «CAFÉ  Latte» and «cafe latte» are the same. The database's `fold_name` is the same rule; a test compares the two over
 * all of Unicode, so change both or none.
 */
export function foldName(text: string): string {
  return text
    .normalize('NFKD')
    .replace(MARKS, '')
    .replace(INVISIBLE, '')
    .replace(LETTERS, (letter) => (letter === 'ς' ? 'σ' : letter.toLowerCase()))
    .replace(BLANKS, ' ')
    .replace(/^ | $/g, '');
}
