export { tenantRoutes } from './tenants.routes';
export { logoDots, logoWebp } from './logo/logo.service';
export { completeSettings, defaultSettings } from './default-settings.rules';
export { tenantSettings } from './settings.service';
export { provisionTenant } from './provision-tenant';
export { isTimeZone } from './settings.rules';
export {
  believedCatalogVersion,
  catalogVersion,
  forgetCatalogVersion,
  forgetCatalogVersions,
} from './catalog-version';
export { setUpAnswer } from './set-up-answers';
