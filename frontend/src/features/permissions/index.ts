export { GIVABLE, permissionAreas, permissionKey, type PermissionArea } from './permission-words';
