/** Every page of the office, for tests that walk over all of them. */
export const OFFICE_PAGES = [
  '/dashboard',
  '/sales',
  '/menu',
  '/menu/import',
  '/categories',
  '/modifier-groups',
  '/stations',
  '/outlets',
  '/staff',
  '/permissions',
  '/settings',
  '/audit',
  '/welcome',
  '/password',
  '/places',
] as const;
