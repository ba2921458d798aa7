import Ajv2020 from 'ajv/dist/2020.js';
import type { ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { problemStatus } from '@meja/domain';
import { toProblem } from '../../src/app/error-handler';
import type { AnswerCheck } from '../../src/app/pipeline';
import { refusalsOf } from '../../src/app/refusals';
import type { JsonSchema, Reply, Route } from '../../src/platform/http';

/** What a route answered and had not declared. */
export class UndeclaredAnswer extends Error {
  override name = 'UndeclaredAnswer';
}

const ajv = new Ajv2020({ allErrors: true, strict: false });
addFormats.default(ajv);
// Whoever had an address before the rules for new ones were stricter still has it.
ajv.addFormat('email', /^[^\s@]+@[^\s@]+$/);

const isSchema = (value: unknown): value is JsonSchema =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A schema under which a property that nobody declared is a difference. */
function closed(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(closed);
  if (!isSchema(schema)) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, closed(value)]));
  return isSchema(inner.properties) && inner.additionalProperties === undefined
    ? { ...inner, additionalProperties: false }
    : inner;
}

const compiled = new WeakMap<JsonSchema, ValidateFunction>();

function validatorOf(schema: JsonSchema): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const validate = ajv.compile(closed(schema) as JsonSchema);
  compiled.set(schema, validate);
  return validate;
}

/** In what a body differs from its declared schema; one line each, with the path. */
export function differencesFrom(schema: JsonSchema, body: unknown): string[] {
  const validate = validatorOf(schema);
  if (validate(body)) return [];
  return (validate.errors ?? []).map(({ instancePath, message, params }) => {
    const extra = (params as { additionalProperty?: string }).additionalProperty;
    return `${instancePath || '/'} ${message ?? ''}${extra ? ` (${extra})` : ''}`;
  });
}

const labelOf = (route: Route): string => `${route.method.toUpperCase()} ${route.path}`;

function checkReply(route: Route, reply: Reply): void {
  const where = `${labelOf(route)} answered ${reply.status}`;
  if (reply.status >= 500) return;
  const answer = route.answers[reply.status];
  if (!answer) throw new UndeclaredAnswer(`${where}, which it does not declare`);
  const type = 'json' in reply ? 'application/json' : 'text' in reply ? reply.type.split(';')[0]! : null;
  // A 304 has no body whatever the type.
  if (type === null || reply.status === 304) return;
  const declared = [answer.contentType ?? 'application/json', ...(answer.others ?? [])];
  if (!declared.some((name) => name.split(';')[0] === type)) {
    throw new UndeclaredAnswer(`${where} as ${type}, which it does not declare`);
  }
  if (type !== 'application/json') return;
  if (!answer.schema) throw new UndeclaredAnswer(`${where} with a body, and declares no schema of it`);
  const text = 'json' in reply ? JSON.stringify(reply.json) : String((reply as { text: string }).text);
  const differences = differencesFrom(answer.schema, JSON.parse(text));
  if (differences.length > 0)
    throw new UndeclaredAnswer(`${where} otherwise than declared: ${differences.join('; ')}`);
}

function checkRefusal(route: Route, error: unknown): void {
  const { code } = toProblem(error);
  const status = problemStatus(code);
  if (status >= 500 || status in route.answers || status in refusalsOf(route)) return;
  throw new UndeclaredAnswer(`${labelOf(route)} refused with ${status} ${code}, which it does not declare`, {
    cause: error,
  });
}

/** Holds every reply against its declaration; what differs becomes a 500 and is told to `note`. */
export function answerCheck(note: (difference: string) => void): AnswerCheck {
  const told = <T>(check: () => T): T => {
    try {
      return check();
    } catch (error) {
      note((error as Error).message);
      throw error;
    }
  };
  return async (route, pending) => {
    let reply: Reply;
    try {
      reply = await pending;
    } catch (error) {
      told(() => checkRefusal(route, error));
      throw error;
    }
    told(() => checkReply(route, reply));
    return reply;
  };
}
