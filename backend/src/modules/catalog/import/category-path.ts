const SEPARATOR = ' > ';

/** The way to a category from the top: `Minuman > Kopi`. In a name, `>` is written `\>` and `\` is written `\\`. */
export function writePath(names: readonly string[]): string {
  return names.map((name) => name.replace(/[\\>]/g, '\\$&')).join(SEPARATOR);
}

/** The names that {@link writePath} wrote, from the top down. A `\` before anything else is just that. */
export function readPath(text: string): string[] {
  if (!text.includes('>')) return [text.replaceAll('\\\\', '\\')];
  const parts = text.match(/\\[\\>]|\s+>\s+|[^]/g) ?? [];
  const names = [''];
  for (const part of parts) {
    if (/^\s+>\s+$/.test(part)) names.push('');
    else names[names.length - 1] += /^\\[\\>]$/.test(part) ? part[1]! : part;
  }
  return names.map((name) => name.trim()).filter(Boolean);
}

/** As exports wrote a path before names were escaped. */
export const writePlainPath = (names: readonly string[]): string => names.join(SEPARATOR);
