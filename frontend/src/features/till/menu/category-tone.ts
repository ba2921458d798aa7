const TONES = ['teal', 'terracotta', 'amber', 'olive', 'moss', 'sky', 'indigo', 'plum', 'rose', 'cocoa'];

/**
 * The tint of a category: a tone of ours by name, the colour the tenant chose (`#rrggbb`), else one by its place.
 * Bind it as `--tone`; the `tone` utility keeps text on it legible.
 */
export function toneOf(color: string | null | undefined, place: number): string {
  if (color && TONES.includes(color)) return `var(--tone-${color})`;
  if (color && /^#[0-9a-f]{6}$/i.test(color)) return color;
  return `var(--tone-${TONES[((place % TONES.length) + TONES.length) % TONES.length]})`;
}
