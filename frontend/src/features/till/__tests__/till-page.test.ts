import type { CreateOrderBody, MeDto, OrderDto } from '@meja/domain';
import { buildReceipt } from '@meja/domain';
import { QueryClient, VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMemoryHistory, createRouter } from 'vue-router';
import { useSession } from '@/features/auth';
import { type Asked, answerCalls } from '@/shared/api/__tests__/answering';
import { loadMessages } from '@/shared/i18n';
import { AppToaster } from '@/shared/ui';
import TillPage from '../pages/TillPage.vue';
import { item, menu, order, settings } from './fixtures';

const me: MeDto = {
  user: {
    id: 'user-1',
    email: 'kasir@senja.id',
    name: 'Budi',
    role: 'CASHIER',
    outletIds: ['outlet-1'],
    emailVerified: true,
    language: 'id',
    photoUrl: null,
  },
  tenant: { id: 'tenant-1', name: 'Kopi Senja', businessType: 'CAFE' },
  tenants: [],
  permissions: [
    'order:create',
    'order:read',
    'order:update',
    'order:discount',
    'payment:take',
    'menu:read',
    'outlet:read',
  ],
  subscription: null,
};
const created: CreateOrderBody[] = [];

function paidOrder(body: CreateOrderBody): OrderDto {
  const [payment] = body.payments ?? [];
  const amount = payment?.amount ?? 0;
  return order({
    id: body.id ?? '',
    type: body.type,
    status: 'COMPLETED',
    paymentStatus: 'PAID',
    items: body.items.map(({ id }) => item(id ?? '')),
    total: amount,
    paidTotal: amount,
    payments: [
      {
        id: payment?.id ?? '',
        method: 'CASH',
        amount,
        tip: 0,
        tendered: payment?.tendered ?? null,
        change: (payment?.tendered ?? amount) - amount,
        rounding: 0,
        confirmation: null,
        reference: null,
        paidAt: '2026-11-21T03:00:00.000Z',
      },
    ],
  });
}

function answer({ path: url, method, body: sent }: Asked): unknown {
  if (url === '/outlets')
    return { data: [{ id: 'outlet-1', name: 'Kemang', active: true }], meta: { nextCursor: null } };
  if (url === '/menu') return { data: menu };
  if (url === '/orders' && method === 'POST') {
    const body = sent as CreateOrderBody;
    created.push(body);
    return { data: paidOrder(body) };
  }
  if (url.endsWith('/receipt'))
    return { data: buildReceipt(order({ id: 'x' }), { ...settings, logoUrl: null }, 'id') };
  throw new Error(`unexpected call ${method} ${url}`);
}

/** Counts what a person touches. */
let taps = 0;
async function tap(selector: string, text: string): Promise<void> {
  const found = [...document.querySelectorAll<HTMLElement>(selector)].find((element) =>
    element.textContent?.includes(text),
  );
  if (!found) throw new Error(`nothing to tap: ${text}`);
  taps += 1;
  found.click();
  await flushPromises();
}
let keysAt = 0;
/** `gap`: milliseconds since the key before; a hand is slower than a scanner. */
async function press(key: string, gap = 100): Promise<void> {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  keysAt += gap;
  Object.defineProperty(event, 'timeStamp', { value: keysAt });
  (document.activeElement ?? document.body).dispatchEvent(event);
  await flushPromises();
}
const seen = (selector: string): string => document.querySelector(selector)?.textContent?.trim() ?? '';

describe('WEB-02 the till', () => {
  let page: VueWrapper;

  beforeEach(async () => {
    taps = 0;
    created.length = 0;
    document.body.innerHTML = '<div id="layout-tools"></div><div id="root"></div>';
    vi.stubGlobal('matchMedia', () => ({
      matches: true,
      addEventListener: vi.fn(),
      removeEventListener: vi.fn(),
    }));
    vi.stubGlobal(
      'IntersectionObserver',
      class {
        observe = vi.fn();
        disconnect = vi.fn();
      },
    );
    answerCalls((asked) => ({ data: answer(asked) }));
    const pinia = createPinia();
    setActivePinia(pinia);
    useSession().me = me;
    await loadMessages(['till']);
    const router = createRouter({
      history: createMemoryHistory(),
      routes: [{ path: '/', component: AppToaster }],
    });
    page = mount(TillPage, {
      attachTo: '#root',
      global: {
        plugins: [
          pinia,
          router,
          [
            VueQueryPlugin,
            { queryClient: new QueryClient({ defaultOptions: { queries: { retry: false } } }) },
          ],
        ],
      },
    });
    await vi.waitFor(() => expect(document.body.textContent).toContain('Croissant'));
  });
  afterEach(() => {
    page.unmount();
    vi.unstubAllGlobals();
  });

  test('WEB-02 three items, paid in cash, in at most eight taps', async () => {
    await tap('button', 'Nasi Goreng');
    await tap('button', 'Croissant');
    await tap('button', 'Air Mineral');
    expect(seen('[data-testid=basket-total]')).toBe('Rp147.840');
    await tap('button', 'Bayar');
    await vi.waitFor(() => expect(seen('[data-testid=due]')).toBe('Rp147.800'));
    await tap('[data-key]', 'Rp150.000');
    await vi.waitFor(() => expect(seen('[data-testid=change]')).toBe('Rp2.200'));
    expect(taps).toBeLessThanOrEqual(8);
    expect(created).toHaveLength(1);
    expect(created[0]).toMatchObject({
      outletId: 'outlet-1',
      submit: true,
      items: [{ productId: 'nasi' }, { productId: 'croissant' }, { productId: 'water' }],
      payments: [{ method: 'CASH', amount: 147_800, tendered: 150_000 }],
    });
  });

  test('WEB-02 the same by keyboard alone: scan, F9, amount, Enter, Enter', async () => {
    for (const key of [...'8992761002015', 'Enter']) await press(key, 5);
    expect(seen('[data-testid=basket-total]')).toBe('Rp6.930');
    await press('F9');
    await vi.waitFor(() => expect(seen('[data-testid=due]')).toBe('Rp6.900'));
    for (const key of '10000') await press(key);
    // A sheet that has just opened ignores Enter.
    await vi.waitFor(async () => {
      await press('Enter');
      expect(seen('[data-testid=change]')).toBe('Rp3.100');
    }, 5_000);
    // The rest of a hurried Enter is ignored, so it takes more than one.
    await vi.waitFor(async () => {
      await press('Enter');
      expect(document.querySelector('[data-testid=change]')).toBeNull();
    }, 5_000);
    expect(document.querySelectorAll('[data-line]')).toHaveLength(0);
  });

  test('SELL-02 a product with options asks for them and shows them beneath its line', async () => {
    await tap('button', 'Kopi Susu');
    await vi.waitFor(() => expect(document.body.textContent).toContain('Varian'));
    await tap('[role=radio]', 'Besar');
    await tap('[role=checkbox]', 'Extra shot');
    const form = document.querySelector<HTMLFormElement>('#item-form');
    form?.requestSubmit();
    await flushPromises();
    expect(seen('[data-line]')).toContain('Kopi Susu · Besar');
    expect(seen('[data-line]')).toContain('Extra shot');
    expect(seen('[data-line]')).toContain('Rp32.000');
  });

  test('CAT-01 what is sold out is marked and cannot be added', async () => {
    const tile = [...document.querySelectorAll<HTMLButtonElement>('button')].find((b) =>
      b.textContent?.includes('Soto Betawi'),
    );
    expect(tile?.disabled).toBe(true);
    expect(tile?.textContent).toContain('Habis');
  });
});
