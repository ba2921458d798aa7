const NAMES = [
  'teal',
  'terracotta',
  'amber',
  'olive',
  'moss',
  'sky',
  'indigo',
  'plum',
  'rose',
  'cocoa',
] as const;

export interface Tone {
  name: (typeof NAMES)[number];
  /** `#rrggbb`, as the style sheet defines it. */
  color: string;
}

/** The colours that a category may have: the design's own tones, read from its style sheet. */
export function tones(): Tone[] {
  const style = getComputedStyle(document.documentElement);
  return NAMES.map((name) => ({
    name,
    color: style.getPropertyValue(`--tone-${name}`).trim().toLowerCase(),
  }));
}
