import { STARTER_MENUS } from '@meja/domain';
import type { StarterMenuBody } from '@meja/domain';
import { bodySchema, defineRoute, ok, s } from '../../../platform/http';
import type { Route } from '../../../platform/http';
import { one, starterMenuSchema } from '../catalog.openapi';
import { addStarterMenu, removeStarterMenu } from './starter-menu.service';

const tag = 'Menu';
const body = bodySchema<StarterMenuBody>({ kind: s.enum(STARTER_MENUS) });

export const starterMenuRoutes: Route[] = [
  defineRoute<StarterMenuBody>({
    method: 'post',
    path: '/starter-menu',
    permission: 'catalog:manage',
    summary: 'Add a menu to begin with; what is there by name stays, added again it adds nothing',
    tag,
    body,
    answers: { 200: one('How much was added.', starterMenuSchema) },
    handle: async ({ tenantId, actor, body: { kind } }) => ok(await addStarterMenu(tenantId, actor, kind)),
  }),
  defineRoute<StarterMenuBody>({
    method: 'delete',
    path: '/starter-menu',
    permission: 'catalog:manage',
    summary: 'Take back what a starter menu added and nobody changed since',
    tag,
    body,
    answers: { 200: one('How much was removed.', starterMenuSchema) },
    handle: async ({ tenantId, body: { kind } }) => ok(await removeStarterMenu(tenantId, kind)),
  }),
];
