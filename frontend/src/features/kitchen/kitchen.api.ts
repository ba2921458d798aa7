import type { KitchenStatusBody, KitchenTicketDto, MenuDto, MenuProductDto, StationDto } from '@meja/domain';
import { getData, listAll, listPage, postData, putData } from '@/shared/api';

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

/** Each step takes a key: the same key makes the server answer once for all. Throws `ApiProblem`. */
export const moveTicket = (
  id: string,
  status: KitchenStatusBody['status'],
  idempotencyKey: string,
): Promise<KitchenTicketDto> => postData(`/kitchen/tickets/${id}/status`, { status }, { idempotencyKey });

export const moveItem = (
  id: string,
  itemId: string,
  status: KitchenStatusBody['status'],
  idempotencyKey: string,
): Promise<KitchenTicketDto> =>
  postData(`/kitchen/tickets/${id}/items/${itemId}/status`, { status }, { idempotencyKey });

export const recallTicket = (id: string, idempotencyKey: string): Promise<KitchenTicketDto> =>
  postData(`/kitchen/tickets/${id}/recall`, undefined, { idempotencyKey });

/** What the outlet sells, as its tills see it. Throws `ApiProblem`. */
export async function fetchProducts(outletId: string): Promise<MenuProductDto[]> {
  const menu = await getData<MenuDto>('/menu', { params: { outletId } });
  return menu.products;
}

/** Says that a product is sold out in an outlet, or there again. Throws `ApiProblem`. */
export async function setAvailable(productId: string, outletId: string, available: boolean): Promise<void> {
  await putData(`/products/${productId}/availability`, { outletId, available });
}

/** The outlet's stations in their order. Throws `ApiProblem`. */
export async function fetchStations(outletId: string): Promise<StationDto[]> {
  const stations = await listAll<StationDto>('/stations');
  return stations
    .filter((station) => station.outletId === null || station.outletId === outletId)
    .sort((a, b) => a.position - b.position);
}
