import { routes } from '../../src/app/routes';
import type { Route } from '../../src/platform/http';
import type { Caller } from '../setup';

export type Entity = { id: string } & Record<string, unknown>;

export const labelled = (route: Route): [string, Route] => [
  `${route.method.toUpperCase()} ${route.path}`,
  route,
];

const find = (path: string) => routes.find((route) => route.method === 'get' && route.path === path);

async function read(api: Caller, path: string): Promise<unknown> {
  const { status, body } = await api('GET', path);
  if (status !== 200) throw new Error(`${path} answered ${status}`);
  return (body as { data: unknown }).data;
}

/** Everything that the list behind a route's `:id` shows. */
async function listed(api: Caller, base: string, outletId: string): Promise<Entity[]> {
  const list = find(base);
  if (!list) throw new Error(`${base} has no list, so nothing shows what it could be called with`);
  const query = list.query && 'outletId' in list.query ? `?outletId=${outletId}` : '';
  return (await read(api, base + query)) as Entity[];
}

/**
 * The path of a route with an id, filled with something real: its list gives it, chosen by `choose`, and what hangs on
 * it comes from its own arrays. Without a list kept by hand.
 */
export async function pathOf(
  route: Route,
  { api, outletId }: { api: Caller; outletId: string },
  choose: (entities: Entity[]) => Entity | undefined = ([first]) => first,
): Promise<{ path: string; entity: Entity }> {
  const [, base, rest] = /^(.*?)\/:id(.*)$/.exec(route.path) ?? [];
  if (base === undefined)
    throw new Error(`${route.path} does not begin with an :id; teach this test where to find one`);
  const entity = choose(await listed(api, base, outletId));
  if (!entity) throw new Error(`there is nothing to choose in ${base}; give it something in beforeAll`);
  const whole =
    rest!.includes(':') && find(`${base}/:id`)
      ? ((await read(api, `${base}/${entity.id}`)) as Entity)
      : entity;
  const nested = rest!.replace(/:(\w+)Id\b/g, (_, name: string) => {
    const children = whole[`${name}s`] as { id: string }[] | undefined;
    if (!children?.[0]) throw new Error(`${base} shows no ${name}s`);
    return children[0].id;
  });
  return { path: `${base}/${entity.id}${nested}`, entity };
}

/**
 * What is public has no owner to be kept from: its own tests say whom it is shown to. What is the service's own is open to
 * nobody of any tenant, which the matrix of permissions walks.
 */
export const withIds = routes.filter(
  (route) => route.path.includes(':') && !route.public && !route.permission.startsWith('platform:'),
);
