import type { KitchenStatusBody, KitchenTicketDto, StationDto } from '@meja/domain';
import { getData, listAll, listPage, postData } from '@/shared/api';

/** One ticket with all its items. Throws `ApiProblem`. */
export const fetchTicket = (id: string): Promise<KitchenTicketDto> => getData(`/kitchen/tickets/${id}`);

/** What is to be done and what was just done, oldest first, each with all its items. Throws `ApiProblem`. */
export async function fetchTickets(outletId: string): Promise<KitchenTicketDto[]> {
  const page = await listPage<KitchenTicketDto>('/kitchen/tickets', { params: { outletId } });
  const whole: KitchenTicketDto[] = [];
  // One after the other: where there are such tickets they are large.
  for (const ticket of page.rows) whole.push(ticket.itemsOmitted ? await fetchTicket(ticket.id) : ticket);
  return whole;
}

export const moveTicket = (id: string, status: KitchenStatusBody['status']): Promise<KitchenTicketDto> =>
  postData(`/kitchen/tickets/${id}/status`, { status });

export const moveItem = (
  id: string,
  itemId: string,
  status: KitchenStatusBody['status'],
): Promise<KitchenTicketDto> => postData(`/kitchen/tickets/${id}/items/${itemId}/status`, { status });

export const recallTicket = (id: string): Promise<KitchenTicketDto> =>
  postData(`/kitchen/tickets/${id}/recall`);

/** The outlet's stations in their order. Throws `ApiProblem`. */
export async function fetchStations(outletId: string): Promise<StationDto[]> {
  const stations = await listAll<StationDto>('/stations');
  return stations
    .filter((station) => station.outletId === null || station.outletId === outletId)
    .sort((a, b) => a.position - b.position);
}
