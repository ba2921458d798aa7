export { monitoringRouter } from './monitoring.routes';
