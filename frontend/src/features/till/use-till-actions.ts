import type { MenuProductDto, OrderItemDto, OrderDto } from '@meja/domain';
import { foldName } from '@meja/domain';
import { onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useSession } from '@/features/auth';
import { isProblem } from '@/shared/api';
import { format } from '@/shared/i18n';
import { beforeSignOut } from '@/shared/composables/session-end';
import { askConfirm, showToast, toastError } from '@/shared/ui';
import { withApproval } from './approval/with-approval';
import { useBasket } from './basket/basket.store';
import type { BasketLine, LineChoice } from './basket/basket.types';
import { hasMoved } from './basket/send-order';
import { isSellable, type MenuIndex, needsChoice } from './menu/menu-index';
import type { useSale } from './payment/use-sale';
import { fetchOrder, removeItem, voidItem, voidOrder } from './till.api';

/** What a cashier does to the basket: choosing products, changing lines, taking things back. */
export function useTillActions(
  index: Ref<MenuIndex | null>,
  outletId: () => string | null,
  { meet }: Pick<ReturnType<typeof useSale>, 'meet'>,
) {
  const session = useSession();
  const basket = useBasket();
  const { t } = useI18n();
  const item = shallowRef<{
    product: MenuProductDto;
    line: BasketLine | null;
    variantId: string | null;
  } | null>(null);
  const isItemOpen = ref(false);
  const voiding = shallowRef<OrderItemDto | 'order' | null>(null);
  const isVoidOpen = ref(false);

  // What is being chosen follows a changed menu, prices and groups included.
  watch(index, (now) => {
    const current = item.value;
    const product = now?.menu.products.find(({ id }) => id === current?.product.id);
    if (current && product) item.value = { ...current, product };
  });

  function choose(product: MenuProductDto, variantId: string | null = null): void {
    if (!index.value) return;
    if (!isSellable(product)) {
      showToast({ tone: 'warn', title: t('till.isSoldOut', { name: product.name }) });
      return;
    }
    if (needsChoice(index.value, product)) {
      item.value = { product, line: null, variantId };
      isItemOpen.value = true;
      return;
    }
    basket.add(product, { variantId: null, quantityMilli: 1000, modifiers: [], discount: null, note: null });
  }

  function edit(lineId: string): void {
    const line = basket.state.lines.find((entry) => entry.id === lineId);
    if (basket.sending.has(lineId)) return;
    const product = index.value?.menu.products.find((entry) => entry.id === line?.productId);
    if (!line || !product) return;
    item.value = { product, line, variantId: null };
    isItemOpen.value = true;
  }

  function confirmItem(choice: LineChoice): void {
    const current = item.value;
    if (!current) return;
    const { line, product } = current;
    if (!line) {
      basket.add(product, choice);
      return;
    }
    const variant = product.variants.find((entry) => entry.id === choice.variantId);
    basket.replace({
      ...line,
      ...choice,
      variantName: variant?.name ?? null,
      unitPrice: variant?.price ?? product.price,
    });
  }

  function change(lineId: string, quantityMilli: number): void {
    const removed = basket.setQuantity(lineId, quantityMilli);
    if (removed) offerUndo(removed);
  }

  function removeLine(): void {
    isItemOpen.value = false;
    const removed = item.value?.line ? basket.remove(item.value.line.id) : null;
    if (removed) offerUndo(removed);
  }

  function offerUndo(line: BasketLine): void {
    showToast({
      tone: 'info',
      title: t('till.removed', { name: line.name }),
      action: { label: t('till.undo'), run: () => basket.putBack(line) },
    });
  }

  /** A code was scanned or typed: adds its product, or says that it is unknown. */
  function scan(code: string): boolean {
    const hit = index.value?.codes.get(foldName(code));
    if (!hit) {
      showToast({ tone: 'warn', title: t('till.unknownCode', { code }) });
      return false;
    }
    choose(hit.product, hit.variantId);
    return true;
  }

  /** Empties a new basket after a question; leaves a stored order as it is on the server. */
  async function discard(isInDoubt = false): Promise<void> {
    const isStored = basket.state.base !== null;
    if (isStored && basket.newCount === 0 && basket.state.tenders.length === 0) {
      basket.startNew();
      return;
    }
    const agreed = await askConfirm({
      title: t(isStored ? 'till.leaveTitle' : 'till.emptyConfirmTitle'),
      body: [
        t(isStored ? 'till.leaveText' : isInDoubt ? 'till.doubt.empty' : 'till.emptyConfirmText', {
          count: basket.newCount,
        }),
        ...basket.state.tenders.map(({ method, amount }) =>
          t('till.notedLost', { method: t(`till.methods.${method}`), amount: format.money(amount) }),
        ),
      ].join(' '),
      confirmLabel: t(isStored ? 'till.leaveOrder' : 'till.empty'),
      cancelLabel: t('common.back'),
      tone: 'danger',
    });
    if (agreed) basket.startNew();
  }

  /** Signing out throws the basket away: what is in it is said before. */
  async function askBeforeLeaving(): Promise<boolean> {
    const { tenders } = basket.state;
    if (basket.newCount === 0 && tenders.length === 0) return true;
    return askConfirm({
      title: t('till.stake.title'),
      body: [
        ...(basket.newCount > 0 ? [t('till.stake.lines', { count: basket.newCount })] : []),
        ...tenders.map(({ method, amount }) =>
          t('till.notedLost', { method: t(`till.methods.${method}`), amount: format.money(amount) }),
        ),
      ].join(' '),
      confirmLabel: t('till.stake.leave'),
      cancelLabel: t('till.stake.stay'),
      tone: 'danger',
    });
  }
  onScopeDispose(beforeSignOut(askBeforeLeaving));

  async function removeStored(target: OrderItemDto): Promise<void> {
    if (target.sentAt) {
      voiding.value = target;
      isVoidOpen.value = true;
      return;
    }
    try {
      const id = basket.state.orderId;
      const about = { permission: 'order:discount', outletId: outletId() } as const;
      await withApproval(about, (approval) =>
        basket.during(async () => goOn(await removeItem(id, target.id, approval), target.id)),
      );
    } catch (error) {
      // Refused and nobody approved: that was the person's own choice.
      if (isProblem(error, 'approval_required') || (await meetMoved(error))) return;
      toastError(error);
    }
  }

  /** Goes on with the order as it stands now; with nothing left it was voided, and new lines start another. */
  function goOn(order: OrderDto, itemId?: string): void {
    if (order.status !== 'VOIDED') {
      meet(order, itemId ? [itemId] : []);
      return;
    }
    if (order.id === basket.state.orderId) basket.moveOn({ isSameTable: true });
    showToast({ title: t('till.void.done', { number: order.number }) });
  }

  /** Reads the stored order again. */
  async function readStored(): Promise<void> {
    try {
      await basket.during(async () => goOn(await fetchOrder(basket.state.orderId)));
    } catch (error) {
      toastError(error);
    }
  }

  function askVoidOrder(): void {
    voiding.value = 'order';
    isVoidOpen.value = true;
  }

  /** Reads the order again where an answer says that it moved on; whether it is another one now than was known here. */
  async function meetMoved(error: unknown): Promise<boolean> {
    if (!hasMoved(error) && !isProblem(error, 'not_found')) return false;
    const { orderId, base } = basket.state;
    await readStored();
    return basket.state.orderId !== orderId || basket.state.base?.version !== base?.version;
  }

  /** Voids what was chosen; where that is gone already, the order says so. Throws `ApiProblem`. */
  async function runVoid(reason: string): Promise<void> {
    const permission = session.can('order:void') ? 'order:discount' : 'order:void';
    const about = { permission, outletId: outletId() } as const;
    const target = voiding.value;
    const id = basket.state.orderId;
    try {
      await withApproval(about, (approval) =>
        basket.during(async () => {
          const body = { reason, ...(approval && { approval }) };
          if (target === 'order') {
            const order = await voidOrder(id, body);
            basket.startNew();
            showToast({ title: t('till.void.done', { number: order.number }) });
          } else if (target) {
            goOn(await voidItem(id, target.id, body), target.id);
          }
        }),
      );
    } catch (error) {
      if (!(await meetMoved(error))) throw error;
    }
  }

  /** Nothing that is open may act on a basket that went elsewhere. */
  function closeAll(): void {
    isItemOpen.value = false;
    isVoidOpen.value = false;
  }

  return {
    item,
    isItemOpen,
    voiding,
    isVoidOpen,
    choose,
    edit,
    confirmItem,
    change,
    removeLine,
    scan,
    discard,
    removeStored,
    readStored,
    askVoidOrder,
    runVoid,
    closeAll,
  };
}
