import type { KitchenStatusBody, KitchenTicketDto, StationDto } from '@meja/domain';
import { listAll, listPage, postData } from '@/shared/api';

/** What is to be done and what was just done, oldest first. Throws `ApiProblem`. */
export async function fetchTickets(outletId: string): Promise<KitchenTicketDto[]> {
  const page = await listPage<KitchenTicketDto>('/kitchen/tickets', { params: { outletId } });
  return page.rows;
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
