import {
  AUDIT_ACTIONS,
  isPermission,
  ORDER_TYPE_LABELS,
  ORDER_TYPES,
  type OrderType,
  PAYMENT_METHOD_LABELS,
  PAYMENT_METHODS,
  type PaymentMethod,
  ROLES,
} from '@meja/domain';
import { permissionKey } from '@/features/permissions';
import { currentLanguage, format, translate as t } from '@/shared/i18n';

/** The key of an action's words: `order.item.void` → `audit.actions.orderItemVoid`. */
export const actionKey = (action: string): string =>
  `audit.actions.${action.replaceAll(/[._](\w)/g, (_, next: string) => next.toUpperCase())}`;

/** What happened, in words; an action of a version after this one by its name. */
export const actionWords = (action: string): string =>
  (AUDIT_ACTIONS as readonly string[]).includes(action) ? t(actionKey(action)) : action;

/** Who did it; what no person did is told of Meja itself. */
export const actorWords = ({ actorId, actorName }: { actorId: string | null; actorName: string }): string =>
  actorId === null && actorName === 'system' ? t('audit.itself') : actorName;

/** What stands where there is no value. */
export const NOTHING = '–';

const MONEY = new Set([
  'price',
  'amount',
  'total',
  'openingFloat',
  'expected',
  'counted',
  'difference',
  'credit',
  'credited',
  'unitPrice',
  'denomination',
]);
const SHARE = new Set(['rate', 'percent']);
const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

function codeWords(text: string): string | null {
  if (isPermission(text)) return t(permissionKey(text));
  if ((ROLES as readonly string[]).includes(text)) return t(`roles.${text}`);
  const language = currentLanguage();
  if ((ORDER_TYPES as readonly string[]).includes(text))
    return ORDER_TYPE_LABELS[text as OrderType][language];
  if ((PAYMENT_METHODS as readonly string[]).includes(text))
    return PAYMENT_METHOD_LABELS[text as PaymentMethod][language];
  const key = `audit.codes.${text}`;
  return /^[A-Z_]+$/.test(text) && t(key) !== key ? t(key) : null;
}

/** Turns values of the log into what an owner reads; `nameOf` knows outlets and people by their id. */
export function valueWords(
  value: unknown,
  field: string,
  nameOf: (id: string) => string | undefined,
): string {
  const words = (part: unknown): string => valueWords(part, field, nameOf);
  if (value === null || value === undefined || value === '') return NOTHING;
  if (typeof value === 'boolean') return t(value ? 'audit.yes' : 'audit.no');
  if (typeof value === 'number') {
    if (MONEY.has(field) || field === 'unit') return format.money(value);
    return SHARE.has(field) ? format.percent(value) : format.number(value);
  }
  if (Array.isArray(value)) return value.length === 0 ? NOTHING : value.map(words).join(', ');
  if (typeof value === 'object')
    return Object.entries(value)
      .map(([key, part]) => `${fieldWords(key)}: ${valueWords(part, key, nameOf)}`)
      .join(', ');
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  if (UUID.test(text)) return nameOf(text) ?? `…${text.slice(-6)}`;
  if (INSTANT.test(text)) return format.dateTime(text);
  return codeWords(text) ?? text;
}

/** The name of a field; one that has no words of its own is taken apart: `lateAfterMinutes` → `late after minutes`. */
export function fieldWords(field: string): string {
  if (!/^[a-zA-Z]+$/.test(field)) return field;
  const key = `audit.fields.${field}`;
  const words = t(key);
  return words === key ? field.replaceAll(/([A-Z])/g, ' $1').toLowerCase() : words;
}
