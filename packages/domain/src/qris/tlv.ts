/** One entry of a code, or of a template within it: two digits that name it, and its value of at most 99 characters. */
export interface QrisField {
  tag: string;
  value: string;
}

/** Characters as people count them: one beyond the first plane is one. */
const lengthOf = (value: string): number => [...value].length;

/** Entries one after the other, in the order given. Throws a RangeError where one can't be written so. */
export function writeFields(fields: readonly QrisField[]): string {
  return fields
    .map(({ tag, value }) => {
      const length = lengthOf(value);
      if (!/^\d\d$/.test(tag) || length > 99) throw new RangeError(`Field ${tag} does not fit`);
      return `${tag}${String(length).padStart(2, '0')}${value}`;
    })
    .join('');
}

/** The entries of a text in their order, known or not; null where it isn't made of whole entries. */
export function readFields(text: string): QrisField[] | null {
  const characters = [...text];
  const fields: QrisField[] = [];
  for (let at = 0; at < characters.length;) {
    const head = characters.slice(at, at + 4).join('');
    if (!/^\d{4}$/.test(head)) return null;
    const end = at + 4 + Number(head.slice(2));
    if (end > characters.length) return null;
    fields.push({ tag: head.slice(0, 2), value: characters.slice(at + 4, end).join('') });
    at = end;
  }
  return fields;
}

/** The value under a tag, or null. */
export const valueOf = (fields: readonly QrisField[], tag: string): string | null =>
  fields.find((field) => field.tag === tag)?.value ?? null;
