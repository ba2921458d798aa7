import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import type { ApprovalBody } from '@meja/domain';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { answerCalls } from '@/shared/api/__tests__/answering';
import { ApiProblem } from '@/shared/api';
import { loadMessages } from '@/shared/i18n';
import ApprovalDialog from '../approval/ApprovalDialog.vue';
import { askApproval, dropApproval } from '../approval/use-approval';
import { withApproval } from '../approval/with-approval';
import { useBasket } from '../basket/basket.store';
import { needsApproval } from '../basket/discounts';
import { menu, order, plain, productOf, settings } from './fixtures';

const refused = () =>
  new ApiProblem({
    status: 403,
    code: 'approval_required',
    title: 'Perlu persetujuan',
    detail: 'Belum ada yang berubah.',
    requestId: null,
  });
let page: VueWrapper;
let people: { id: string; name: string }[] = [];

beforeEach(async () => {
  setActivePinia(createPinia());
  people = [
    { id: 'sri', name: 'Sri' },
    { id: 'adi', name: 'Adi' },
  ];
  answerCalls(() => ({ data: { data: people } }));
  await loadMessages(['till', 'common']);
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  page = mount(ApprovalDialog, {
    attachTo: document.body,
    global: { plugins: [[VueQueryPlugin, { queryClient: queries }]] },
  });
});
afterEach(() => {
  dropApproval();
  page.unmount();
  vi.unstubAllGlobals();
});

const pinField = () => document.querySelector<HTMLInputElement>('#approval-pin')!;
const key = (digit: string) =>
  [...document.querySelectorAll<HTMLButtonElement>('[data-key]')].find(({ textContent }) =>
    textContent?.includes(digit),
  )!;
async function typePin(text: string): Promise<void> {
  pinField().value = text;
  pinField().dispatchEvent(new Event('input'));
  await flushPromises();
}

describe('asking for approval', () => {
  test('F-43 SELL-08 by touch: who, six digits, and it is done with their approval', async () => {
    const run = vi.fn(async (approval: ApprovalBody) => approval.userId);
    const asked = askApproval({ permission: 'order:void', outletId: 'outlet-1', run });
    await flushPromises();
    document.querySelector<HTMLInputElement>('input[value="adi"]')!.click();
    for (const digit of '482915') key(digit).click();
    expect(await asked).toBe('adi');
    expect(run).toHaveBeenCalledExactlyOnceWith({ userId: 'adi', pin: '482915' });
    await flushPromises();
    expect(document.querySelector('[role="dialog"]')).toBeNull();
  });

  test('F-43 by keyboard: the only one who can is chosen, a wrong PIN is told and typed again', async () => {
    people = [{ id: 'sri', name: 'Sri' }];
    const run = vi.fn(async ({ pin }: ApprovalBody) => {
      if (pin !== '482915') throw refused();
      return 'done';
    });
    const asked = askApproval({ permission: 'order:discount', outletId: 'outlet-1', run });
    await flushPromises();
    await typePin('48a2916');
    expect(run).toHaveBeenCalledWith({ userId: 'sri', pin: '482916' });
    expect(document.querySelector('[role="alert"]')!.textContent).toContain('Perlu persetujuan');
    expect([pinField().value, document.activeElement?.id]).toEqual(['', 'approval-pin']);
    await typePin('482915');
    expect(await asked).toBe('done');
  });

  test('F-43 with nobody to ask it says what to do, and going back is no approval', async () => {
    people = [];
    const asked = askApproval({ permission: 'order:void', outletId: 'outlet-1', run: async () => 1 });
    await flushPromises();
    expect(document.body.textContent).toContain('Pemilik usaha memberi PIN');
    dropApproval();
    expect(await asked).toBeNull();
  });

  test('SELL-08 only what the server refuses for want of approval asks for one', async () => {
    const about = { permission: 'order:void', outletId: 'outlet-1' } as const;
    expect(await withApproval(about, async () => 'alone')).toBe('alone');
    const other = new ApiProblem({ status: 409, code: 'duplicate', title: '', detail: '', requestId: null });
    await expect(withApproval(about, () => Promise.reject(other))).rejects.toBe(other);
    const first = refused();
    const waiting = withApproval(about, () => Promise.reject(first));
    await flushPromises();
    dropApproval();
    await expect(waiting).rejects.toBe(first);
  });
});

describe('a basket’s discounts', () => {
  const cashier = { role: 'CASHIER' as const, permissions: new Set(['order:discount'] as const) };

  test('F-43 the till knows by the server’s rule when somebody has to stand by', () => {
    const basket = useBasket();
    basket.add(productOf(menu.products[0]!.id), plain);
    basket.setDiscount({ type: 'PERCENT', value: 1000 });
    expect(needsApproval(basket.state, cashier, settings)).toBe(false);
    basket.setDiscount({ type: 'PERCENT', value: 1100 });
    expect(needsApproval(basket.state, cashier, settings)).toBe(true);
    basket.reopen(order({ discount: { type: 'PERCENT', value: 5000 } }));
    expect(needsApproval(basket.state, cashier, settings)).toBe(false);
  });

  test('F-43 F-46 an approval holds for what was approved alone, and its PIN is stored nowhere', () => {
    const basket = useBasket();
    basket.open({ tenantId: 'tenant-1', userId: 'user-1', outletId: 'outlet-1' }, 'TAKEAWAY');
    basket.add(productOf(menu.products[0]!.id), plain);
    basket.setDiscount({ type: 'PERCENT', value: 5000 });
    basket.approve({ userId: 'sri', pin: '482915' });
    expect(basket.approvalForNow()).toEqual({ userId: 'sri', pin: '482915' });
    expect(JSON.stringify({ ...localStorage, ...sessionStorage })).not.toContain('482915');
    basket.setDiscount({ type: 'PERCENT', value: 10_000 });
    expect(basket.approvalForNow()).toBeUndefined();
    basket.startNew();
    expect(basket.approvalForNow()).toBeUndefined();
  });
});
