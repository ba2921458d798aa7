import type { MeDto } from '@meja/domain';
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { createPinia, setActivePinia } from 'pinia';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createMemoryHistory, createRouter, type Router } from 'vue-router';
import { authGuard } from '@/app/guards/auth-guard';
import { type Asked, answerCalls } from '@/shared/api/__tests__/answering';
import { loadMessages } from '@/shared/i18n';
import { AppToaster } from '@/shared/ui';
import PlacesPage from '../pages/PlacesPage.vue';
import { useSession } from '../session.store';

const senja = { id: 'tenant-1', name: 'Kopi Senja', businessType: 'CAFE', role: 'CASHIER' } as const;
const pagi = { id: 'tenant-2', name: 'Roti Pagi', businessType: 'BAKERY', role: 'SUPERVISOR' } as const;
const CODE = 'abcd-efgh-2345-jkmn';

let me: MeDto;
let calls: [string, unknown][];
let router: Router;
let page: VueWrapper;

const person = (here: typeof senja | typeof pagi | null, tenants: MeDto['tenants']): MeDto => ({
  user: {
    id: 'user-1',
    email: 'budi@senja.id',
    name: 'Budi',
    role: here?.role ?? null,
    outletIds: [],
    emailVerified: true,
    language: 'id',
    photoUrl: null,
  },
  tenant: here,
  tenants,
  permissions: ['profile:manage'],
  subscription: null,
});

function answer({ path, body: sent }: Asked): [number, unknown] {
  const body = sent as Record<string, string> | undefined;
  calls.push([path, body]);
  if (path === '/auth/me') return [200, { data: me }];
  if (path === '/auth/join') {
    if (body?.code !== CODE) {
      const errors = [{ path: 'code', code: 'wrong_code', message: 'Kode ini tidak berlaku.' }];
      return [422, { status: 422, code: 'validation_failed', title: 'Periksa isian', detail: '', errors }];
    }
    me = person(me.tenant as typeof senja | null, [...me.tenants, pagi]);
    return [200, { data: pagi }];
  }
  if (path === '/auth/switch-tenant') {
    me = person(pagi, me.tenants);
    return [
      200,
      { data: { accessToken: 'token', expiresIn: 900, user: me.user, tenant: pagi, outlet: null } },
    ];
  }
  throw new Error(`unexpected call ${path}`);
}

async function open(as: MeDto): Promise<void> {
  me = as;
  const pinia = createPinia();
  setActivePinia(pinia);
  const blank = { render: () => null };
  const meta = { layout: 'plain', public: true, titleKey: 'auth.signIn.title' } as const;
  router = createRouter({
    history: createMemoryHistory(),
    routes: [
      { path: '/', name: 'home', component: blank },
      { path: '/till', name: 'till', component: blank },
      { path: '/office', name: 'dashboard', component: blank },
      { path: '/sign-in', name: 'sign-in', component: blank, meta },
      { path: '/register', name: 'register', component: blank, meta },
      { path: '/password', name: 'password', component: blank },
      { path: '/places', name: 'places', component: blank },
    ],
  });
  router.beforeEach(authGuard(router));
  useSession().me = as;
  await router.push('/till');
  calls = [];
  page = mount(
    { components: { PlacesPage, AppToaster }, template: '<PlacesPage /><AppToaster />' },
    { global: { plugins: [pinia, router] }, attachTo: document.body },
  );
}

async function join(code: string): Promise<void> {
  await page.get('input[name="code"]').setValue(code);
  await page.get('form').trigger('submit');
  await flushPromises();
}

beforeEach(async () => {
  await loadMessages(['common', 'auth']);
  answerCalls((asked) => {
    const [status, data] = answer(asked);
    return { status, data };
  });
});
afterEach(() => {
  page.unmount();
  vi.unstubAllGlobals();
});

describe('the businesses of a person', () => {
  test('F-39 AUTH-07 a code joins a business, which then stands in the list to be entered', async () => {
    await open(person(senja, [senja]));
    expect(page.text()).toContain('Di sini');
    expect(page.text()).toContain('budi@senja.id');
    await join(` ${CODE} `);
    expect(calls[0]).toEqual(['/auth/join', { code: CODE }]);
    expect(document.body.textContent).toContain('Anda bergabung dengan Roti Pagi');
    await page.get('button[aria-label="Masuk ke Roti Pagi"]').trigger('click');
    await flushPromises();
    expect(useSession().tenant?.id).toBe('tenant-2');
    expect(router.currentRoute.value.name).toBe('dashboard');
  });

  test('F-39 a code that opens nothing stays in its field, with what to do', async () => {
    await open(person(senja, [senja]));
    await join('salah');
    expect(page.get('input[name="code"]').element).toMatchObject({ value: 'salah' });
    expect(page.text()).toContain('Kode ini tidak berlaku.');
    await page.get('input[name="code"]').setValue('');
    await page.get('form').trigger('submit');
    expect(page.text()).toContain('Isi “Kode dari usaha”.');
  });

  test('F-39 AUTH-07 who works nowhere is led here from every page and goes on at once', async () => {
    await open(person(null, []));
    expect(router.currentRoute.value.name).toBe('places');
    expect(page.text()).toContain('belum bekerja di usaha mana pun');
    await join(CODE);
    expect(calls.map(([path]) => path)).toEqual(['/auth/join', '/auth/switch-tenant', '/auth/me']);
    expect(router.currentRoute.value.name).toBe('dashboard');
  });
});
