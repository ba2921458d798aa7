import type { Answer } from './route';
import { SECRET } from './schema';
import type { JsonSchema } from './schema';

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The schemas that one of these may turn out to be: itself, or what it is a choice of. */
function choicesOf(schema: JsonSchema): JsonSchema[] {
  const choices = [schema.anyOf, schema.oneOf, schema.allOf].flat().filter(isSchema);
  return [schema, ...choices.flatMap(choicesOf)];
}

/** A copy of an answer in which every field that its schema declares secret is null. */
export function hideSecrets(schema: JsonSchema | undefined, value: unknown): unknown {
  if (!schema || typeof value !== 'object' || value === null) return value;
  return choicesOf(schema).reduce((shown: unknown, choice) => {
    if (Array.isArray(shown)) {
      const { items } = choice;
      const entries: unknown[] = shown;
      return isSchema(items) ? entries.map((entry) => valueOf(items, entry)) : entries;
    }
    const properties = isSchema(choice.properties) ? choice.properties : {};
    return Object.fromEntries(
      Object.entries(shown as object).map(([name, entry]) => {
        const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
        return [name, isSchema(property) ? valueOf(property, entry) : (entry as unknown)];
      }),
    );
  }, value);
}

function valueOf(schema: JsonSchema, value: unknown): unknown {
  return choicesOf(schema).some((choice) => choice[SECRET]) ? null : hideSecrets(schema, value);
}

/** Paths of the secrets an answer declares, such as `data.temporaryPassword`. */
export function secretsOf({ schema }: Answer): string[] {
  const walk = (part: JsonSchema, path: string): string[] =>
    choicesOf(part).flatMap((choice) => [
      ...(choice[SECRET] ? [path] : []),
      ...(isSchema(choice.items) ? walk(choice.items, `${path}[]`) : []),
      ...Object.entries(isSchema(choice.properties) ? choice.properties : {}).flatMap(([name, entry]) =>
        isSchema(entry) ? walk(entry, path ? `${path}.${name}` : name) : [],
      ),
    ]);
  return schema ? [...new Set(walk(schema, ''))] : [];
}
