import type { KitchenTicketDto } from '@meja/domain';
import { translate } from '@/shared/i18n';

/** «44» alone says nothing on a board: a table's bare number or letter is read as «Meja 44». */
const BARE = /^[A-Za-z]?[\s.-]?\d{1,4}[A-Za-z]?$/;

/** Where a ticket goes: its table or the name that waits for it; null where the order has neither. */
export function placeOf({
  tableName,
  queueName,
}: Pick<KitchenTicketDto, 'tableName' | 'queueName'>): string | null {
  if (tableName === null) return queueName;
  return BARE.test(tableName.trim())
    ? translate('kitchen.ticket.table', { name: tableName.trim() })
    : tableName;
}
