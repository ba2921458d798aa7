interface Owner {
  tenantId: string;
  userId: string;
}

export interface Seats<T> {
  /** Whether one more of this person finds a place, be it in the place of another. */
  hasRoom(owner: Owner): boolean;
  /** Takes a place; answers with those that lose theirs by it. */
  take(owner: Owner, seat: T): T[];
  leave(owner: Owner, seat: T): void;
}

/**
 * Who sits in this process. One more of a person takes the place of that person's oldest, so that screens left open
 * somewhere never keep one out. Where the tenant is full, the oldest of whoever holds the most gives way, if they hold
 * more than the newcomer would: a person with one screen gets in as long as somebody has two.
 */
export function createSeats<T>({ perUser, perTenant }: { perUser: number; perTenant: number }): Seats<T> {
  const tenants = new Map<string, Map<string, Set<T>>>();
  const usersOf = ({ tenantId }: Owner) => tenants.get(tenantId) ?? new Map<string, Set<T>>();
  const countOf = (users: Map<string, Set<T>>) =>
    [...users.values()].reduce((sum, { size }) => sum + size, 0);

  /** Whose oldest goes for a newcomer: null nobody's, undefined there is no room. */
  function loser(owner: Owner): Set<T> | null | undefined {
    const users = usersOf(owner);
    const own = users.get(owner.userId);
    if (own && own.size >= perUser) return own;
    if (countOf(users) < perTenant) return null;
    const most = [...users.values()].reduce((max, seats) => (seats.size > max.size ? seats : max));
    return most.size > (own?.size ?? 0) + 1 ? most : own;
  }

  return {
    hasRoom: (owner) => loser(owner) !== undefined,
    take(owner, seat) {
      const from = loser(owner);
      const displaced = from === null ? [] : from === undefined ? [seat] : [...from].slice(0, 1);
      for (const one of displaced) from?.delete(one);
      const users = usersOf(owner);
      tenants.set(owner.tenantId, users.set(owner.userId, (users.get(owner.userId) ?? new Set()).add(seat)));
      return displaced;
    },
    leave(owner, seat) {
      const users = usersOf(owner);
      const own = users.get(owner.userId);
      own?.delete(seat);
      if (own?.size === 0) users.delete(owner.userId);
      if (users.size === 0) tenants.delete(owner.tenantId);
    },
  };
}
