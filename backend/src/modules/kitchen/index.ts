export { closeKitchens } from './kitchen.jobs';
export { ticketsOf } from './ticket-effects';
export type { SentItem, SentOrder, TicketHead, TicketItemRow, TicketRow, Tickets } from './ticket-effects';
export { kitchenRoutes } from './kitchen.routes';
