import { paced } from '../../lib/paced';
import { broadcast } from '../cache';
import { WAKE, WAKE_EVERY_MS } from './types';

/**
 * Tells the relay that something was committed: at once, and what comes in the moment after it together at its end. One
 * that gets lost costs a few hundred milliseconds, since the relay looks by itself.
 */
export const wakeRelay = paced(WAKE_EVERY_MS, () => void broadcast(WAKE, null));
