import type { MenuProductDto, OrderItemDto } from '@meja/domain';
import { foldName } from '@meja/domain';
import { onScopeDispose, ref, type Ref, shallowRef, watch } from 'vue';
import { format } from '@/shared/i18n';
import { beforeSignOut } from '@/shared/composables/session-end';
import { useI18n } from '@/shared/i18n';
import { askConfirm, showToast } from '@/shared/ui';
import { useBasket } from './basket/basket.store';
import type { BasketLine, LineChoice } from './basket/basket.types';
import { lineOfItem } from './basket/basket-lines';
import { isSellable, type MenuIndex, needsChoice } from './menu/menu-index';
import type { useSale } from './payment/use-sale';
import { useStoredItems } from './use-stored-items';

/** How long it is said what became of a scan: read at a glance, gone before the next customer. */
export const SCAN_NOTE_MS = 5_000;

/** What a cashier does to the basket: choosing products, changing lines, taking things back. */
export function useTillActions(
  index: Ref<MenuIndex | null>,
  outletId: () => string | null,
  sale: Pick<ReturnType<typeof useSale>, 'meet'>,
) {
  const basket = useBasket();
  const { t } = useI18n();
  const item = shallowRef<{
    product: MenuProductDto;
    line: BasketLine | null;
    variantId: string | null;
    /** The stored item that the line stands for. */
    stored?: OrderItemDto;
  } | null>(null);
  const isItemOpen = ref(false);
  const stored = useStoredItems(outletId, sale);

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

  /** Opens an item that the server already has. */
  function editStored(target: OrderItemDto): void {
    const product = index.value?.menu.products.find(({ id }) => id === target.productId);
    if (!product) {
      showToast({ tone: 'warn', title: t('till.change.gone', { name: target.name }) });
      return;
    }
    const line = lineOfItem(target, product.unit);
    item.value = { product, line, variantId: null, stored: target };
    isItemOpen.value = true;
  }

  function confirmItem(choice: LineChoice): void {
    const current = item.value;
    if (!current) return;
    const { line, product } = current;
    if (line && current.stored) {
      void stored.changeStored(current.stored, { ...line, ...choice });
      return;
    }
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
    if (item.value?.stored) {
      void stored.removeStored(item.value.stored);
      return;
    }
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
      showToast({ tone: 'warn', title: t('till.unknownCode', { code }), durationMs: SCAN_NOTE_MS });
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
      confirmLabel: t(isStored ? 'till.leaveUnsaved' : 'till.empty'),
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

  /** Nothing that is open may act on a basket that went elsewhere. */
  function closeAll(): void {
    isItemOpen.value = false;
    stored.isReasonOpen.value = false;
  }

  return {
    item,
    isItemOpen,
    ...stored,
    choose,
    edit,
    editStored,
    confirmItem,
    change,
    removeLine,
    scan,
    discard,
    closeAll,
  };
}
