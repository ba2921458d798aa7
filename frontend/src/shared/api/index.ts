export { setApiLanguage, type CallOptions } from './http';
export {
  deleteData,
  getUnversioned,
  getData,
  getIfChanged,
  listAll,
  listPage,
  patchData,
  postData,
  putData,
  type Page,
} from './calls';
export { downloadFile, postFile } from './files';
export { newId } from './new-id';
export { ApiProblem, isProblem } from './problem';
export { connection, type ConnectionState } from './connection';
export { maySessionExist, refreshAccessToken, rememberSession } from './refresh';
export { getAccessToken, onSessionLost, setAccessToken } from './token';
