import { type OrderDto, type OrderItemDto, takesAway } from '@meja/domain';
import { ref, shallowRef } from 'vue';
import { useSession } from '@/features/auth';
import { isProblem } from '@/shared/api';
import { useI18n } from '@/shared/i18n';
import { showToast, toastError } from '@/shared/ui';
import { withApproval } from './approval/with-approval';
import { useBasket } from './basket/basket.store';
import type { BasketLine } from './basket/basket.types';
import { toChange } from './basket/basket-lines';
import { hasMoved } from './basket/send-order';
import type { useSale } from './payment/use-sale';
import { changeItem, fetchOrder, removeItem, updateItem, voidItem, voidOrder } from './till.api';

/** What asks why: less of what was sent does not happen without a reason. */
interface ReasonAsked {
  title: string;
  text: string;
  /** Throws `ApiProblem`. */
  run: (reason: string) => Promise<void>;
}

const chosen = (line: Pick<BasketLine, 'variantId' | 'modifiers'>, quantity: number) => ({
  variantId: line.variantId,
  modifiers: line.modifiers,
  quantity,
});

/** What a cashier does to what the server already has of the order: changing, taking off, voiding. */
export function useStoredItems(
  outletId: () => string | null,
  { meet }: Pick<ReturnType<typeof useSale>, 'meet'>,
) {
  const session = useSession();
  const basket = useBasket();
  const { t } = useI18n();
  const reasonFor = shallowRef<ReasonAsked | null>(null);
  const isReasonOpen = ref(false);

  function askReason(asked: ReasonAsked): void {
    reasonFor.value = asked;
    isReasonOpen.value = true;
  }

  /** Goes on with the order as it stands now; with nothing left it was voided, and new lines start another. */
  function goOn(order: OrderDto, itemId: string): void {
    if (order.status !== 'VOIDED') {
      meet(order, [itemId]);
      return;
    }
    if (order.id === basket.state.orderId) basket.moveOn({ isSameTable: true });
    showToast({ title: t('till.void.done', { number: order.number }) });
  }

  /** Reads the order again where an answer says that it moved on; whether it is another one now than was known here. */
  async function meetMoved(error: unknown): Promise<boolean> {
    if (!hasMoved(error) && !isProblem(error, 'not_found')) return false;
    const { orderId, base } = basket.state;
    try {
      await basket.during(async () => meet(await fetchOrder(orderId)));
    } catch {
      // The first refusal tells enough.
    }
    return basket.state.orderId !== orderId || basket.state.base?.version !== base?.version;
  }

  type Approved = Parameters<Parameters<typeof withApproval>[1]>[0];
  /** Does something to the stored order, with an approval where it takes one. Throws `ApiProblem`. */
  async function act(
    isOfSent: boolean,
    run: (id: string, approval: Approved) => Promise<void>,
  ): Promise<void> {
    const permission = !isOfSent || session.can('order:void') ? 'order:discount' : 'order:void';
    const about = { permission, outletId: outletId() } as const;
    const id = basket.state.orderId;
    try {
      await withApproval(about, (approval) => basket.during(() => run(id, approval)));
    } catch (error) {
      if (!(await meetMoved(error))) throw error;
    }
  }

  /** What went wrong is told here; refused and approved by nobody was the person's own choice. */
  async function tell(work: Promise<void>): Promise<void> {
    try {
      await work;
    } catch (error) {
      if (!isProblem(error, 'approval_required')) toastError(error);
    }
  }

  async function removeStored(target: OrderItemDto): Promise<void> {
    if (target.sentAt) {
      askReason({
        title: t('till.voidItem', { name: target.name }),
        text: t('till.void.itemText'),
        run: (reason) =>
          act(true, async (id, approval) => {
            const body = { reason, ...(approval && { approval }) };
            goOn(await voidItem(id, target.id, body), target.id);
          }),
      });
      return;
    }
    await tell(
      act(false, async (id, approval) => goOn(await removeItem(id, target.id, approval), target.id)),
    );
  }

  function askVoidOrder(): void {
    askReason({
      title: t('till.void.order'),
      text: t('till.void.orderText'),
      run: (reason) =>
        act(true, async (id, approval) => {
          const order = await voidOrder(id, { reason, ...(approval && { approval }) });
          basket.startNew();
          showToast({ title: t('till.void.done', { number: order.number }) });
        }),
    });
  }

  /** Changes an item as the line has it. Of what was sent the kitchen is told; less of that asks for a reason. */
  async function changeStored(target: OrderItemDto, line: BasketLine): Promise<void> {
    const { name } = target;
    const body = toChange(line);
    const change = (reason?: string): Promise<void> =>
      act(Boolean(target.sentAt), async (id, approval) => {
        const all = { ...body, ...(reason && { reason }), ...(approval && { approval }) };
        const order = await (target.sentAt ? changeItem : updateItem)(id, target.id, all);
        goOn(order, target.id);
        showToast({ title: t(`till.change.${target.sentAt ? 'sent' : 'done'}`, { name }) });
      });
    const isLess = takesAway(chosen(target, target.quantity), chosen(line, line.quantityMilli / 1000));
    if (!target.sentAt || !isLess) return tell(change());
    askReason({ title: t('till.change.title', { name }), text: t('till.change.text'), run: change });
  }

  return { reasonFor, isReasonOpen, removeStored, askVoidOrder, changeStored };
}
