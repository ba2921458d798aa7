import { format, type Translate } from '@/shared/i18n';
import type { OrderChange } from './order-changes';

/** A change of an order in the cashier's words. */
export function tellChange(t: Translate, change: OrderChange): string {
  switch (change.kind) {
    case 'added':
    case 'gone':
    case 'stored':
      return t(`till.changes.${change.kind}`, { name: change.name, count: format.number(change.quantity) });
    case 'changed': {
      const { name, before, after } = change;
      const said = before === after ? 'options' : 'quantity';
      return t(`till.changes.${said}`, { name, before: format.number(before), after: format.number(after) });
    }
    case 'label':
      return t(`till.changes.${change.kept === null ? 'label' : 'labelKept'}`, {
        after: change.after || '–',
        mine: change.kept || '–',
      });
    case 'type':
      return t(`till.changes.${change.kept === null ? 'type' : 'typeKept'}`, {
        after: t(`till.types.${change.after}`),
        mine: change.kept === null ? '' : t(`till.types.${change.kept}`),
      });
    case 'discount':
      return t(`till.changes.${change.isKept ? 'discountKept' : 'discount'}`);
    case 'payment':
      return t('till.changes.payment', {
        method: t(`till.methods.${change.method}`),
        amount: format.money(change.amount),
      });
  }
}
