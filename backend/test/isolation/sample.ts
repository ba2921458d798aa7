import { v7 as uuidv7 } from 'uuid';
import type { JsonSchema } from '../../src/platform/http';

/**
 * A valid value for a declared schema, required fields alone: enough to get past validation to whatever stands behind
 * it. `known` gives values by property name.
 */
export function sample(schema: JsonSchema, known: Record<string, unknown> = {}, name = ''): unknown {
  if (name in known) return known[name];
  const [first] = (schema.anyOf ?? schema.oneOf ?? []) as JsonSchema[];
  if (first) return sample(first, known, name);
  if (Array.isArray(schema.enum)) return schema.enum[0];
  switch (schema.type) {
    case 'object': {
      const properties = (schema.properties ?? {}) as Record<string, JsonSchema>;
      const required = (schema.required ?? []) as string[];
      return Object.fromEntries(required.map((key) => [key, sample(properties[key]!, known, key)]));
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
