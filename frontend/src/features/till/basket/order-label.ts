import { cleanLine } from '@meja/domain';
import type { OrderDto, OrderType } from '@meja/domain';

/** Guests at a table are found by its number, the others by a name called out. */
export function labelsOf(
  type: OrderType,
  text: string,
): { tableName: string | null; queueName: string | null } {
  const value = cleanLine(text).trim() || null;
  return type === 'DINE_IN' ? { tableName: value, queueName: null } : { tableName: null, queueName: value };
}

/** The name of an order as the till shows it. */
export function labelOf(order: Pick<OrderDto, 'tableName' | 'queueName'>): string {
  return order.tableName ?? order.queueName ?? '';
}
