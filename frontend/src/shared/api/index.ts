export { setApiLanguage, type CallOptions } from './http';
export * from './calls';
export { ApiProblem, isProblem } from './problem';
export { connection, type ConnectionState } from './connection';
export { maySessionExist, refreshAccessToken, rememberSession } from './refresh';
export { getAccessToken, onSessionLost, setAccessToken } from './token';
