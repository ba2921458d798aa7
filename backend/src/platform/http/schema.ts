import { hasVisible, isPlainLine, isPlainText, readEmail } from '@meja/domain';
import type { FieldCode } from '@meja/domain';

export type JsonSchema = Record<string, unknown>;

/** What may be wrong with one value; `params` fill the message. */
export interface FieldIssue {
  path: string;
  code: FieldCode;
  params?: Record<string, string | number>;
}

/**
 * One declared value: the check that runs on it and the JSON Schema that the OpenAPI document prints come from the
 * same declaration. `T` ties it to the DTO.
 */
export interface Field<T = unknown> {
  readonly json: JsonSchema;
  readonly isOptional: boolean;
  /** Returns the value (converted where a query string must be), or pushes what is wrong. */
  check(value: unknown, path: string, issues: FieldIssue[]): T;
  optional(): Field<T | undefined>;
  nullable(): Field<T | null>;
}

type Check<T> = (value: unknown, path: string, issues: FieldIssue[]) => T;

function field<T>(json: JsonSchema, check: Check<T>, isOptional = false): Field<T> {
  return {
    json,
    isOptional,
    check,
    optional: () =>
      field<T | undefined>(json, (v, p, i) => (v === undefined ? undefined : check(v, p, i)), true),
    nullable: () =>
      field<T | null>(
        { anyOf: [json, { type: 'null' }] },
        (v, p, i) => (v === null ? null : check(v, p, i)),
        isOptional,
      ),
  };
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
// NUL can't be stored by PostgreSQL; half of a surrogate pair is no character, so it would come back as another.
const UNSTORABLE = /\0|\p{Surrogate}/u;
/** What was an address before {@link readEmail}: whoever has one signs in with it. */
const EVER_AN_EMAIL = /^[^\s@<>"(),:;]{1,64}@[^\s@.<>"(),:;]+(?:\.[^\s@.<>"(),:;]+)+$/;
const DATE = /^\d{4}-\d{2}-\d{2}$/;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2}(?:\.\d{1,6})?)?(?:Z|[+-]\d{2}:\d{2})$/;

const FIRST_DAY = '2000-01-01';
const LAST_DAY = '2100-12-31';

/** A day that there is, in the years this product can mean: others are broken clocks, and databases end somewhere. */
const isDate = (value: string) => {
  if (!DATE.test(value) || value < FIRST_DAY || value > LAST_DAY) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
};

const isInstant = (value: string) =>
  INSTANT.test(value) && isDate(value.slice(0, 10)) && !Number.isNaN(Date.parse(value));

function wrongType(expected: string, path: string, issues: FieldIssue[]): void {
  issues.push({ path, code: 'invalid_type', params: { expected } });
}

/**
 * What a string may hold, printed as `x-text`: one visible line (names, labels, reasons, searches), several lines
 * (notes, addresses), or whatever somebody chose to keep secret, which is never trimmed.
 */
type TextKind = 'line' | 'lines' | 'secret';

const HOLDS: Record<TextKind, (text: string) => boolean> = {
  line: isPlainLine,
  lines: isPlainText,
  secret: (text) => !UNSTORABLE.test(text),
};

interface StringRules {
  min?: number;
  max?: number;
  pattern?: RegExp;
}

function string({ min = 1, max = 200, pattern }: StringRules = {}, kind: TextKind = 'line'): Field<string> {
  const json: JsonSchema = { type: 'string', minLength: min, maxLength: max, 'x-text': kind };
  if (pattern) json.pattern = pattern.source;
  return field(json, (value, path, issues) => {
    if (typeof value !== 'string') return (wrongType('string', path, issues), '');
    const text = kind === 'secret' ? value : value.trim();
    const isEmpty = text === '' || (kind !== 'secret' && !hasVisible(text));
    if (!HOLDS[kind](text)) issues.push({ path, code: 'control_characters' });
    else if (min > 0 && (isEmpty || text.length < min))
      issues.push({ path, code: min === 1 ? 'required' : 'too_short', params: { min } });
    else if (text.length > max) issues.push({ path, code: 'too_long', params: { max } });
    else if (pattern && !pattern.test(text)) issues.push({ path, code: 'invalid_format' });
    return text;
  });
}

function matching(
  json: JsonSchema,
  code: FieldCode,
  test: (value: string) => boolean,
  tidy = (v: string) => v,
): Field<string> {
  return field({ type: 'string', ...json }, (value, path, issues) => {
    if (typeof value !== 'string') return (wrongType('string', path, issues), '');
    const text = tidy(value);
    if (!test(text)) issues.push({ path, code });
    return text;
  });
}

function integer(min: number, max: number, code?: FieldCode): Field<number> {
  return field({ type: 'integer', minimum: min, maximum: max }, (value, path, issues) => {
    if (typeof value !== 'number') return (wrongType('integer', path, issues), 0);
    if (!Number.isSafeInteger(value))
      issues.push({ path, code: code ?? 'invalid_type', params: { expected: 'integer' } });
    else if (value < min) issues.push({ path, code: 'too_small', params: { min } });
    else if (value > max) issues.push({ path, code: 'too_large', params: { max } });
    return value;
  });
}

/** The most that one amount may be: far above any bill, far below where sums of them would lose precision. */
export const MAX_MONEY = 1_000_000_000_000;
/** The most that one line may be of, in units. */
const MAX_QUANTITY = 1_000_000;
const QUANTITY = /^\d{1,9}(?:\.\d{1,3})?$/;

/** Thousandths of a unit from a number or decimal string of up to 3 places; null where it is neither. */
export function parseQuantity(value: unknown): number | null {
  const text = typeof value === 'number' ? String(value) : value;
  if (typeof text !== 'string' || !QUANTITY.test(text)) return null;
  const [whole, fraction = ''] = text.split('.');
  return Number(whole) * 1000 + Number(fraction.padEnd(3, '0'));
}

function enumeration<const V extends string>(values: readonly V[]): Field<V> {
  return field({ type: 'string', enum: [...values] }, (value, path, issues) => {
    if (!values.includes(value as V))
      issues.push({ path, code: 'invalid_option', params: { options: values.join(', ') } });
    return value as V;
  });
}

function array<T>(item: Field<T>, { min = 0, max = 1000 } = {}): Field<T[]> {
  return field({ type: 'array', items: item.json, minItems: min, maxItems: max }, (value, path, issues) => {
    if (!Array.isArray(value)) return (wrongType('array', path, issues), []);
    if (value.length < min) issues.push({ path, code: 'too_few', params: { min } });
    if (value.length > max) {
      issues.push({ path, code: 'too_many', params: { max } });
      return [];
    }
    return value.map((entry, index) => item.check(entry, path ? `${path}.${index}` : `${index}`, issues));
  });
}

/** The fields of an object, by name; a name of the DTO that is forgotten does not typecheck. */
export type Shape<T> = { [K in keyof T]-?: Field<T[K]> };

function object<T extends object>(shape: Shape<T>): Field<T> {
  const entries = Object.entries<Field>(shape);
  const known = new Set(entries.map(([name]) => name));
  const json: JsonSchema = {
    type: 'object',
    properties: Object.fromEntries(entries.map(([name, entry]) => [name, entry.json])),
    required: entries.filter(([, entry]) => !entry.isOptional).map(([name]) => name),
    additionalProperties: false,
  };
  return field(json, (value, path, issues) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value))
      return (wrongType('object', path, issues), {} as T);
    const source = value as Record<string, unknown>;
    const at = (name: string) => (path ? `${path}.${name}` : name);
    for (const name of Object.keys(source)) {
      if (!known.has(name)) issues.push({ path: at(name), code: 'unknown_field' });
    }
    const result: Record<string, unknown> = {};
    for (const [name, entry] of entries) {
      const given = Object.hasOwn(source, name) ? source[name] : undefined;
      if (given === undefined && !entry.isOptional) issues.push({ path: at(name), code: 'required' });
      else if (given !== undefined) result[name] = entry.check(given, at(name), issues);
    }
    return result as T;
  });
}

/** One of several shapes, told apart by the value of one of their fields. */
function oneOf<T>(tag: string, shapes: Record<string, Field<T>>): Field<T> {
  const options = Object.keys(shapes);
  return field({ oneOf: Object.values(shapes).map((shape) => shape.json) }, (value, path, issues) => {
    const name = (value as Record<string, unknown> | null)?.[tag];
    const shape = typeof name === 'string' && Object.hasOwn(shapes, name) ? shapes[name] : undefined;
    if (!shape) {
      issues.push({
        path: path ? `${path}.${tag}` : tag,
        code: 'invalid_option',
        params: { options: options.join(', ') },
      });
      return value as T;
    }
    return shape.check(value, path, issues);
  });
}

/** Marks a secret in a JSON Schema, in the OpenAPI document too. */
export const SECRET = 'x-secret';

/** The vocabulary in which routes declare what they take and give. */
export const s = {
  /** One visible line. */
  string: (rules: StringRules = {}) => string(rules),
  /** Long text with line breaks. */
  text: (max = 2000) => string({ min: 0, max }, 'lines'),
  /** Kept as it is: passwords. */
  secret: (rules: StringRules) => string(rules, 'secret'),
  uuid: () =>
    matching(
      { format: 'uuid' },
      'invalid_uuid',
      (v) => UUID.test(v),
      (v) => v.toLowerCase(),
    ),
  /** Gives the one form in which addresses are kept. */
  email: () =>
    field<string>({ type: 'string', format: 'email', maxLength: 254 }, (value, path, issues) => {
      if (typeof value !== 'string') return (wrongType('string', path, issues), '');
      const read = readEmail(value);
      if ('email' in read) return read.email;
      issues.push({ path, code: read.issue });
      return '';
    }),
  /** To sign in with: also one that was accepted once and no longer would be. */
  knownEmail: () =>
    matching(
      { format: 'email', maxLength: 254 },
      'invalid_email',
      (v) => v.length <= 254 && (EVER_AN_EMAIL.test(v) || 'email' in readEmail(v)),
      (v) => v.trim().toLowerCase(),
    ),
  date: () => matching({ format: 'date' }, 'invalid_date', isDate),
  instant: () => matching({ format: 'date-time' }, 'invalid_date', isInstant),
  pin: () => matching({ pattern: '^\\d{6}$' }, 'invalid_pin', (v) => /^\d{6}$/.test(v)),
  color: () => matching({ pattern: '^#[0-9a-fA-F]{6}$' }, 'invalid_format', (v) => /^#[0-9a-f]{6}$/i.test(v)),
  integer: ({ min = 0, max = 2_147_483_647 } = {}) => integer(min, max),
  money: ({ min = 0, max = MAX_MONEY } = {}) => integer(min, max, 'invalid_money'),
  basisPoints: (max = 10_000) => integer(0, max),
  boolean: () =>
    field<boolean>({ type: 'boolean' }, (value, path, issues) => {
      if (typeof value !== 'boolean') wrongType('boolean', path, issues);
      return value as boolean;
    }),
  /** Accepted as a number or a decimal string with up to 3 places, above zero. */
  quantity: () =>
    field<number | string>(
      {
        anyOf: [
          { type: 'number', exclusiveMinimum: 0, maximum: MAX_QUANTITY },
          { type: 'string', pattern: QUANTITY.source },
        ],
      },
      (value, path, issues) => {
        const milli = parseQuantity(value);
        if (milli === null || milli <= 0) issues.push({ path, code: 'invalid_quantity' });
        else if (milli > MAX_QUANTITY * 1000)
          issues.push({ path, code: 'too_large', params: { max: MAX_QUANTITY } });
        return value as number | string;
      },
    ),
  /** In answers: what is told once. It is never kept; where the answer is replayed the field is null. */
  toldOnce: <T extends string | null = string | null>() =>
    field<T>(
      {
        type: ['string', 'null'],
        [SECRET]: true,
        description: 'Told once: null where the answer is replayed.',
      },
      (value) => value as T,
    ),
  /** The same of several, such as codes. */
  toldOnceList: () =>
    field<string[] | null>(
      {
        type: ['array', 'null'],
        items: { type: 'string' },
        [SECRET]: true,
        description: 'Told once: null where the answer is replayed.',
      },
      (value) => value as string[] | null,
    ),
  enum: enumeration,
  array,
  object,
  oneOf,
  /** A value of one of the types, tried in turn; the first that fits. */
  union: <A, B>(a: Field<A>, b: Field<B>) =>
    field<A | B>({ anyOf: [a.json, b.json] }, (value, path, issues) => {
      const first: FieldIssue[] = [];
      const result = a.check(value, path, first);
      return first.length === 0 ? result : b.check(value, path, issues);
    }),
  /** In answers: a shape that is described elsewhere or free. */
  any: (json: JsonSchema = {}) => field<unknown>(json, (value) => value),
  number: () => field<number>({ type: 'number' }, (value) => value as number),
  /** In a query string: a whole number written in digits. */
  queryInteger: ({ min = 0, max = 2_147_483_647 } = {}) =>
    field<number>({ type: 'integer', minimum: min, maximum: max }, (value, path, issues) => {
      const number = typeof value === 'string' && /^\d{1,10}$/.test(value) ? Number(value) : Number.NaN;
      return integer(min, max).check(Number.isNaN(number) ? value : number, path, issues);
    }),
  /** In a query string: values separated by commas. */
  queryList: <T>(item: Field<T>) =>
    field<T[]>(
      { type: 'string', description: 'Separated by commas.', 'x-list': item.json },
      (value, path, issues) =>
        typeof value === 'string'
          ? value.split(',').map((part) => item.check(part.trim(), path, issues))
          : (wrongType('string', path, issues), []),
    ),
  queryBoolean: () =>
    field<boolean>({ type: 'boolean' }, (value, path, issues) => {
      if (value !== 'true' && value !== 'false') wrongType('boolean', path, issues);
      return value === 'true';
    }),
};

/** A request body: keyed by the DTO, so that the check, the type and the document can't drift apart. */
export const bodySchema = <T extends object>(shape: Shape<T>): Field<T> => object(shape);
