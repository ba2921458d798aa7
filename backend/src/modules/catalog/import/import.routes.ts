import type { Route } from '../../../platform/http';

export const importRoutes: Route[] = [];
