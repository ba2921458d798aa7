/** Requirements and the tests that name them. */

const ID = '[A-Z][A-Z0-9]*-\\d{2,}';

/**
 * Reads lines such as `- AUTH-01 Sign in with …` (the id may be bold or in code marks).
 * @returns {Map<string, string>} text by id, in the document's order
 */
export function parseRequirements(markdown) {
  const pattern = new RegExp(`^[-*]\\s+[*\`]*(${ID})[*\`]*[:.]?\\s+(.*)$`, 'gm');
  return new Map([...markdown.matchAll(pattern)].map(([, id, text]) => [id, text.trim()]));
}

/**
 * Finds the titles of tests that name ids: `test('SELL-03 …')`, `describe('AUTH-01, AUTH-06 …')`, `it.each(…)('…')`.
 * @param {Iterable<string>} areas prefixes that make an id one of ours, so that `UTF-16` is not taken for one
 * @returns {{ id: string, title: string }[]}
 */
export function findMentions(source, areas) {
  const known = new Set(areas);
  const titles =
    /\b(?:test|it|describe)(?:\.\w+)*(?:\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*\(\s*(['"`])((?:\\.|(?!\1)[^\\])*)\1/g;
  return [...source.matchAll(titles)].flatMap(([, , title]) =>
    idsIn(title)
      .filter((id) => known.has(id.split('-')[0]))
      .map((id) => ({ id, title })),
  );
}

/** All ids in a title; `SELL-01, -02` names two. */
export function idsIn(title) {
  const found = [];
  let area = null;
  for (const match of title.matchAll(
    /\b([A-Z][A-Z0-9]*)-(\d{2,})\b|(?<=\d{2,},?\s*(?:and\s+)?)-(\d{2,})\b/g,
  )) {
    if (match[1]) area = match[1];
    if (area) found.push(`${area}-${match[2] ?? match[3]}`);
  }
  return [...new Set(found)];
}
