/** Ends, in the open transaction, what an account's hands had left behind. */
type End = (accountId: string, at: Date) => Promise<void>;
const ends = new Set<End>();

/** Says what else ends when an address' owner takes over an account that somebody else had made with it. */
export function onTakeover(end: End): void {
  ends.add(end);
}

/** Ends all of it, within the open transaction of the platform. */
export async function endAllMade(accountId: string, at: Date): Promise<void> {
  await Promise.all([...ends].map((end) => end(accountId, at)));
}
