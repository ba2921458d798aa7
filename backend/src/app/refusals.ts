import { bodyLimitOf, changesSomething, takesVersion } from '../platform/http';
import type { Route } from '../platform/http';

/** Whether a call names what may not be there: in its path, or an outlet in its query or body. */
function namesSomething({ params, query, body }: Route): boolean {
  const fields = (body?.json.properties as object | undefined) ?? {};
  return Boolean(params) || 'outletId' in fields || 'outletId' in (query ?? {});
}

/** Which refusals a route can give beside its own answers, and when: status to text. */
export function refusalsOf(route: Route): Record<number, string> {
  const isKept = changesSomething(route) && !route.public && route.idempotency !== 'never';
  const when: [number, boolean, string][] = [
    [400, route.method !== 'get', 'Not JSON, or another content type.'],
    [401, !route.public, 'No, bad, expired or revoked token.'],
    [402, route.sells === true, 'The subscription does not allow selling.'],
    [403, !route.public, 'Signed in, not permitted.'],
    [403, Boolean(route.public) && route.method !== 'get', 'Sent by a page of another site.'],
    [404, namesSomething(route), "Not there, or another tenant's."],
    [409, isKept, 'The first request of this key is still under way, or its answer was not kept.'],
    [412, takesVersion(route), 'Changed since the version that was named.'],
    [413, route.method !== 'get', `More than ${bodyLimitOf(route) / 1024} KB.`],
    [413, Boolean(route.upload), 'Larger than an upload may be.'],
    [422, true, 'Fails validation (`errors` names the fields), or the key was used for another request.'],
    [429, true, 'Too many requests; see Retry-After.'],
    [503, true, 'A dependency is away and nothing was done.'],
  ];
  return Object.fromEntries(when.flatMap(([status, applies, text]) => (applies ? [[status, text]] : [])));
}
