export { useSession } from './session.store';
export { useActiveOutlet } from './outlet.store';
