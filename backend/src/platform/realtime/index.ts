export { attachSockets } from './sockets';
export type { Gate, Sockets } from './sockets';
