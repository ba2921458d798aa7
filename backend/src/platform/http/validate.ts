import type { Request } from 'express';
import { body, param, query } from 'express-validator';
import type { ValidationChain } from 'express-validator';
import { Problem } from './problem';
import type { Route } from './route';
import { s } from './schema';
import type { Field, FieldIssue } from './schema';

type Place = 'body' | 'query' | 'params';
interface Gathered {
  issues: FieldIssue[];
  values: Partial<Record<Place, unknown>>;
}

/**
 * One chain for a whole place of the request: the declared field checks every part, refuses unknown names and
 * gathers all that is wrong, where chains per path would lose the type and can't be printed as JSON Schema.
 */
function chain(
  place: Place,
  start: () => ValidationChain,
  declared: Field,
  gathered: Gathered,
): ValidationChain {
  return start().custom((value: unknown) => {
    gathered.values[place] = declared.check(
      place === 'body' ? value : { ...(value as object) },
      '',
      gathered.issues,
    );
    return true;
  });
}

const objectOf = (shape: Record<string, Field> | undefined): Field => s.object(shape ?? {});
const fields = new WeakMap<Route, { query: Field; params: Field }>();

function declaredOf(route: Route): { query: Field; params: Field } {
  let declared = fields.get(route);
  if (!declared) {
    declared = {
      query: objectOf(route.query),
      params: objectOf(route.params),
    };
    fields.set(route, declared);
  }
  return declared;
}

export interface CheckedInput {
  body: unknown;
  query: unknown;
  params: unknown;
}

/**
 * Checks a request against its route's declaration. A malformed id in the path is a 404 (there is no such thing);
 * everything else that is wrong comes back at once in one 422.
 */
export async function validate(route: Route, req: Request): Promise<CheckedInput> {
  const { query: queryField, params: paramsField } = declaredOf(route);
  const pathGathered: Gathered = { issues: [], values: {} };
  if (route.params) {
    await chain('params', () => param(), paramsField, pathGathered).run(req);
    if (pathGathered.issues.length) throw new Problem('not_found');
  }
  const gathered: Gathered = { issues: [], values: {} };
  const runs = [chain('query', () => query(), queryField, gathered).run(req)];
  if (route.body) runs.push(chain('body', () => body(), route.body, gathered).run(req));
  await Promise.all(runs);
  if (gathered.issues.length) throw new Problem('validation_failed', { errors: gathered.issues });
  return {
    body: gathered.values.body,
    query: gathered.values.query ?? {},
    params: pathGathered.values.params ?? {},
  };
}
