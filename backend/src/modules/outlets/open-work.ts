import type { InTheWay } from '../../platform/http';
import * as repository from './open-work.repository';

/** What is open in an outlet. Its row must be locked against new sales (`FOR UPDATE`) in the open transaction. */
export async function openAtOutlet(outletId: string): Promise<InTheWay> {
  return {
    shift: await repository.shiftsAt(outletId),
    order: await repository.ordersAt(outletId),
    ticket: await repository.ticketsAt(outletId),
  };
}

/** The open shifts of a member, whose row must be locked likewise. */
export const openOfMember = async (userId: string): Promise<InTheWay> => ({
  shift: await repository.shiftsOf(userId),
});

/** What waits for a station, whose row must be locked likewise: tickets, and items of open orders that are not sent. */
export const openAtStation = async (stationId: string): Promise<InTheWay> => ({
  ticket: await repository.ticketsOf(stationId),
  order: await repository.ordersFor(stationId),
});
