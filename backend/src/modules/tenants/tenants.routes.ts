import { UNCHANGED, defineRoute, hold, ok } from '../../platform/http';
import type { Route } from '../../platform/http';
import type { SettingsBody } from '@meja/domain';
import { logoRoutes } from './logo/logo.routes';
import { setUpAnswer } from './set-up-answers';
import { settingsAnswers, settingsBody } from './settings.schema';
import { changeSettings, tenantSettings } from './settings.service';

export const tenantRoutes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/settings',
    permission: 'settings:read',
    summary: 'Settings of the business: taxes, service charge, rounding, receipt',
    tag: 'Settings',
    answers: { ...settingsAnswers, ...UNCHANGED },
    ...setUpAnswer<object>(
      'settings',
      async ({ tenantId }) => ok(await tenantSettings(tenantId)),
      // Its ETag says the version, which two tenants may share: no browser may keep it and ask by it for another's.
      ({ json, headers }) => hold(JSON.stringify(json), String(headers?.ETag), {}),
    ),
  }),
  defineRoute<SettingsBody>({
    method: 'patch',
    path: '/settings',
    permission: 'settings:manage',
    summary: 'Change settings; what the body does not name stays',
    tag: 'Settings',
    body: settingsBody,
    answers: { ...settingsAnswers, 412: { description: '`version_conflict`: changed since that version.' } },
    handle: async ({ tenantId, body, ifMatch }) => ok(await changeSettings(tenantId, body, ifMatch)),
  }),
  ...logoRoutes,
];
