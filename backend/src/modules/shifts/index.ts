export { shiftRoutes } from './shifts.routes';
