import { VueQueryPlugin } from '@tanstack/vue-query';
import { flushPromises, mount } from '@vue/test-utils';
import { beforeEach, expect, test, vi } from 'vitest';
import { i18n, loadMessages } from '@/shared/i18n';
import * as api from '../admin.api';
import ServiceHealth from '../components/ServiceHealth.vue';
import type { ServiceHealthDto } from '../health';

vi.mock('../admin.api');

beforeEach(() => loadMessages(['common', 'admin']));

async function show(checks: ServiceHealthDto['checks']) {
  vi.mocked(api.fetchHealth).mockResolvedValue({ status: 'degraded', checks });
  const wrapper = mount(ServiceHealth, { global: { plugins: [i18n, VueQueryPlugin] } });
  await flushPromises();
  return wrapper;
}

test('F-35 a disk that is filling up is warned of with what is left and what to do, before it is full', async () => {
  const page = await show({
    database: { status: 'ok' },
    disk: { status: 'degraded', usedPercent: 91, freeBytes: 4.1 * 1024 ** 3 },
  });
  const text = page.get('[data-testid="health-disk"]').text();
  expect(text).toContain('Disk terisi 91 %, sisa 4,1 GB');
  expect(text).toContain('penjualan baru ditolak');
  expect(page.findAll('li')).toHaveLength(1);
});

test('SAAS-07 OBS-02 mail that is held up is told of with how much waits, since when, and what was given up', async () => {
  const mail = { status: 'degraded', waiting: 12, failed: 3, oldestSeconds: 1_259 } as const;
  const text = (await show({ mail })).get('[data-testid="health-mail"]').text();
  expect(text).toContain('12 menunggu, yang terlama 20 menit');
  expect(text).toContain('3 email gagal');
});

test('F-35 what is down comes before what is degraded, and an unknown check is still named', async () => {
  const page = await show({ smtp: { status: 'degraded' }, database: { status: 'down' } });
  expect(page.findAll('li').map((item) => item.attributes('data-testid'))).toEqual([
    'health-database',
    'health-smtp',
  ]);
  expect(page.text()).toContain('smtp terganggu');
});

test('F-35 a healthy service says nothing', async () => {
  const page = await show({ database: { status: 'ok' }, disk: { status: 'ok', usedPercent: 40 } });
  expect(page.text()).toBe('');
});
