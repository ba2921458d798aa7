import { v7 as uuidv7 } from 'uuid';
import type { JsonSchema, Route } from '../../src/platform/http';

type Known = Record<string, unknown>;

/**
 * A valid value for a declared schema: what is required, and what `known` gives by name, which is enough to get past
 * validation to whatever stands behind it.
 */
export function sample(schema: JsonSchema, known: Known = {}, name = ''): unknown {
  if (name in known) return known[name];
  const [first] = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[];
  if (first) return sample(first, known, name);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'object': {
      const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
      const required = (schema.required ?? []) as string[];
      const wanted = Object.keys(properties).filter((key) => required.includes(key) || key in known);
      return Object.fromEntries(wanted.map((key) => [key, sample(properties[key]!, known, key)]));
    }
    case 'array':
      return Array.from({ length: (schema.minItems as number | undefined) ?? 0 }, () =>
        sample(schema.items as JsonSchema, known),
      );
    case 'integer':
    case 'number':
      return schema.minimum || 1;
    case 'boolean':
      return true;
    default:
      if (schema.format === 'uuid') return uuidv7();
      if (schema.format === 'email') return `${uuidv7()}@contoh.test`;
      if (schema.format === 'date') return '2026-01-31';
      if (schema.format === 'date-time') return '2026-01-31T10:00:00.000Z';
      if (schema.pattern === '^\\d{6}$') return '482913';
      return 'contoh-isian-panjang'.slice(0, Math.max(3, (schema.minLength as number | undefined) ?? 3));
  }
}

/** Every way to ask a route by its query: what is required or known, then each choice of each field that has some. */
export function queriesOf(route: Route, known: Known = {}): string[] {
  const fields = Object.entries(route.query ?? {});
  const base = Object.fromEntries(
    fields
      .filter(([name, field]) => !field.isOptional || name in known)
      .map(([name, field]) => [name, String(sample(field.json, known, name))]),
  );
  const choices = fields.flatMap(([name, { json }]) =>
    ((json.enum ?? []) as unknown[]).map((value) => ({ ...base, [name]: String(value) })),
  );
  return [base, ...choices].map((query) => {
    const text = new URLSearchParams(query).toString();
    return text && `?${text}`;
  });
}
