export { terminalRoutes } from './terminals.routes';
