import type { AvailabilityBody } from '@meja/domain';
import { cutPage, decodeCursor, defineRoute, ok, pageLimit, pageQuery, s } from '../../platform/http';
import type { PageQuery, Route } from '../../platform/http';
import * as categories from './categories.service';
import {
  categorySchema,
  idParams,
  modifierGroupSchema,
  one,
  productSchema,
  stationSchema,
} from './catalog.openapi';
import type { IdParams } from './catalog.openapi';
import * as bodies from './catalog.validation';
import { crudRoutes } from './crud-routes';
import { importRoutes } from './import/import.routes';
import { menuRoutes } from './menu/menu.routes';
import { photoRoutes } from './photos/photos.routes';
import { starterMenuRoutes } from './starter/starter-menu.routes';
import * as groups from './modifier-groups.service';
import * as products from './products.service';
import * as stations from './stations.service';

/** A page out of a list that is short by its nature and read whole: after the thing the cursor names, or its place. */
async function pageOf<T extends { id: string }>(list: Promise<T[]>, query: PageQuery) {
  const rows = await list;
  const [after, place] = decodeCursor(query.cursor, 2) ?? [null, 0];
  const start = rows.findIndex(({ id }) => id === after) + 1 || Number(place);
  const limit = pageLimit(query);
  const { rows: data, nextCursor } = cutPage(rows.slice(start), limit, ({ id }) => [id, start + limit - 1]);
  return { data, nextCursor };
}

const availabilityRoute = defineRoute<AvailabilityBody, object, IdParams>({
  method: 'put',
  path: '/products/:id/availability',
  permission: 'catalog:availability',
  summary:
    'Sold out ("habis") or there again in one outlet; with `catalog:outlet-price` also what it costs there',
  tag: 'Products',
  params: idParams,
  body: bodies.availability,
  answers: { 200: one('The product as it is now.', productSchema) },
  handle: async ({ tenantId, actor, params, body, ifMatch }) =>
    ok(await products.setAvailability(tenantId, actor, params.id, body, ifMatch)),
});

/** Import and export come first: `/products/export` must not be taken for a product of that id. */
export const catalogRoutes: Route[] = [
  ...menuRoutes,
  ...starterMenuRoutes,
  ...importRoutes,
  ...photoRoutes,
  ...crudRoutes({
    path: '/stations',
    tag: 'Stations',
    name: 'station',
    read: 'menu:read',
    manage: 'station:manage',
    schema: stationSchema,
    createBody: bodies.createStation,
    updateBody: bodies.updateStation,
    inMemory: true,
    query: { ...pageQuery, outletId: s.uuid().optional() },
    list: (tenantId, { outletId, ...page }: PageQuery & { outletId?: string | undefined }, actor) =>
      pageOf(stations.listStations(tenantId, actor, outletId), page),
    get: stations.getStation,
    create: stations.createStation,
    update: stations.updateStation,
    remove: stations.removeStation,
  }),
  ...crudRoutes({
    path: '/categories',
    tag: 'Categories',
    name: 'category',
    read: 'catalog:read',
    manage: 'catalog:manage',
    schema: categorySchema,
    createBody: bodies.createCategory,
    updateBody: bodies.updateCategory,
    inMemory: true,
    query: pageQuery,
    list: (tenantId, page: PageQuery) => pageOf(categories.listCategories(tenantId), page),
    get: categories.getCategory,
    create: categories.createCategory,
    update: categories.updateCategory,
    remove: categories.removeCategory,
  }),
  ...crudRoutes({
    path: '/products',
    tag: 'Products',
    name: 'product',
    read: 'catalog:read',
    manage: 'catalog:manage',
    schema: productSchema,
    createBody: bodies.createProduct,
    updateBody: bodies.updateProduct,
    query: {
      ...pageQuery,
      q: s.string({ max: 100 }).optional(),
      categoryId: s.uuid().optional(),
      barcode: s.string({ max: 64 }).optional(),
      active: s.queryBoolean().optional(),
    },
    list: products.listProducts,
    get: products.getProduct,
    create: products.createProduct,
    update: products.updateProduct,
    remove: products.removeProduct,
  }),
  availabilityRoute,
  ...crudRoutes({
    path: '/modifier-groups',
    tag: 'Modifier groups',
    name: 'modifier group',
    read: 'catalog:read',
    manage: 'catalog:manage',
    schema: modifierGroupSchema,
    createBody: bodies.createModifierGroup,
    updateBody: bodies.updateModifierGroup,
    query: pageQuery,
    list: (tenantId, page: PageQuery) => pageOf(groups.listModifierGroups(tenantId), page),
    get: groups.getModifierGroup,
    create: groups.createModifierGroup,
    update: groups.updateModifierGroup,
    remove: groups.removeModifierGroup,
  }),
];
