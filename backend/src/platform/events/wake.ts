import { broadcast } from '../cache';
import { WAKE } from './types';

let isCalling = false;
let callAgain = false;

async function call(): Promise<void> {
  isCalling = true;
  do {
    callAgain = false;
    await broadcast(WAKE, null);
  } while (callAgain);
  isCalling = false;
}

/**
 * Tells the relay that something was committed. Calls that come while one is under way become one more; one that gets
 * lost costs a few hundred milliseconds, since the relay looks by itself.
 */
export function wakeRelay(): void {
  if (isCalling) callAgain = true;
  else void call();
}
