import type { ServiceActDto } from '@meja/domain';
import { beforeAll, expect, test } from 'vitest';
import { addMessages } from '@/shared/i18n/translator';
import id from '../i18n/id';
import { about, readable } from '../act-words';

beforeAll(() => addMessages('id', 'admin', id));

const act = (more: Partial<ServiceActDto>): ServiceActDto => ({
  id: '018f0000-0000-7000-8000-000000000001',
  action: 'plan.version',
  entity: 'plan',
  entityId: 'PRO',
  actorName: 'Sari',
  before: null,
  after: null,
  occurredAt: '2026-11-27T03:00:00.000Z',
  ...more,
});

test('SAAS-02 AUTH-09 a plan in the service’s log is read in words: features, no limit, both languages', () => {
  const plan = {
    id: 'PRO',
    name: { id: 'Pro', en: 'Professional' },
    limits: { outlets: 5, users: null },
    features: ['inventory', 'api'],
    createdBy: null,
  };
  expect(readable(plan)).toEqual({
    id: 'PRO',
    name: { inIndonesian: 'Pro', inEnglish: 'Professional' },
    limits: { outlets: 5, users: 'tanpa batas' },
    features: ['Stok', 'API'],
    createdBy: null,
  });
  expect(readable({ gateway: 'MIDTRANS', mode: 'SANDBOX', newKeys: true })).toEqual({
    gateway: 'MIDTRANS',
    mode: 'Uji coba (sandbox)',
    newKeys: true,
  });
});

test('SAAS-07 a line says what it is about: a name, what was announced, else its code', () => {
  expect(about(act({ after: { name: { id: 'Pro', en: 'Professional' } } }), 'en')).toBe('Professional');
  expect(about(act({ entity: 'announcement', before: { text: { id: 'Libur', en: 'Off' } } }), 'id')).toBe(
    'Libur',
  );
  expect(about(act({ entity: 'gateway', entityId: 'XENDIT' }), 'id')).toBe('XENDIT');
  expect(about(act({ entity: 'announcement' }), 'id')).toBe('');
});
