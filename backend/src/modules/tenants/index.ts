export { tenantRoutes } from './tenants.routes';
export { tenantSettings } from './settings.service';
export { provisionTenant } from './provision-tenant';
export { isTimeZone } from './settings.rules';
