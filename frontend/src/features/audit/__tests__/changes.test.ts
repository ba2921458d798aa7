import { AUDIT_ACTIONS } from '@meja/domain';
import { beforeAll, describe, expect, test } from 'vitest';
import { addMessages } from '@/shared/i18n/translator';
import permissions from '@/features/permissions/i18n/id';
import { changesOf } from '../changes';
import id from '../i18n/id';
import { actionKey, actionWords, actorWords, fieldWords, valueWords } from '../words';

const told = (before: unknown, after: unknown): unknown[] =>
  changesOf(before, after).map((change) => [change.path.join('/'), change.before, change.after]);

describe('what a line of the log says changed', () => {
  test('AUTH-09 only what differs is told, whatever the order of lists and whatever goes up with each change', () => {
    expect(
      told(
        { id: 'a', name: 'Budi', role: 'CASHIER', outletIds: ['x', 'y'], grants: [], version: 3 },
        {
          id: 'a',
          name: 'Budi',
          role: 'SUPERVISOR',
          outletIds: ['y', 'x'],
          grants: ['report:read'],
          version: 4,
        },
      ),
    ).toEqual([
      ['role', 'CASHIER', 'SUPERVISOR'],
      ['grants', [], ['report:read']],
    ]);
  });

  test('AUTH-09 entries of a list are known by their id: one more at the top changes no other', () => {
    const large = { id: 'v1', name: 'Besar', price: 25_000 };
    expect(
      told(
        { variants: [large] },
        {
          variants: [
            { id: 'v0', name: 'Kecil', price: 18_000 },
            { ...large, price: 26_000 },
          ],
        },
      ),
    ).toEqual([
      ['variants/“Besar”/price', 25_000, 26_000],
      ['variants/“Kecil”/name', undefined, 'Kecil'],
      ['variants/“Kecil”/price', undefined, 18_000],
    ]);
  });

  test('AUTH-09 what came, went or was never said', () => {
    expect(told(null, { reason: 'salah pesan', approvedBy: null })).toEqual([
      ['reason', undefined, 'salah pesan'],
    ]);
    expect(told({ cashRounding: { unit: 100, mode: 'UP' } }, { cashRounding: null })).toEqual([
      ['cashRounding/unit', 100, undefined],
      ['cashRounding/mode', 'UP', undefined],
    ]);
    expect(told(null, null)).toEqual([]);
  });
});

describe('in words', () => {
  beforeAll(() => {
    addMessages('id', 'audit', id);
    addMessages('id', 'permissions', permissions);
  });
  const nobody = (): undefined => undefined;

  test('AUTH-09 every action has words, and one of a later version its name', () => {
    const keys = Object.keys(id.actions).map((key) => `audit.actions.${key}`);
    expect([...keys].sort()).toEqual(AUDIT_ACTIONS.map(actionKey).sort());
    expect(actionWords('order.item.void')).toBe('Item dibatalkan');
    expect(actionWords('tomorrow.comes')).toBe('tomorrow.comes');
  });

  test('AUTH-09 values are read as people say them', () => {
    expect(valueWords(25_000, 'price', nobody)).toBe('Rp25.000');
    expect(valueWords(1_000, 'rate', nobody)).toBe('10%');
    expect(valueWords(['report:read', 'order:void'], 'grants', nobody)).toBe(
      'Melihat laporan, Membatalkan pesanan',
    );
    expect(valueWords('CASHIER', 'role', nobody)).toBe('Kasir');
    expect(valueWords(true, 'active', nobody)).toBe('Ya');
    expect(valueWords([], 'outletIds', nobody)).toBe('–');
    const outlet = '018f0000-0000-7000-8000-00000000000a';
    expect(valueWords([outlet], 'outletIds', (known) => (known === outlet ? 'Pusat' : undefined))).toBe(
      'Pusat',
    );
    expect(valueWords(outlet, 'outletId', nobody)).toBe('…00000a');
    expect(valueWords({ unit: 100, mode: 'UP' }, 'cashRounding', nobody)).toBe(
      'satuan: Rp100, cara: ke atas',
    );
  });

  test('AUTH-09 what a job did is told of Meja, and a person called so by their name', () => {
    expect(actorWords({ actorId: null, actorName: 'system' })).toBe('Meja, dengan sendirinya');
    expect(actorWords({ actorId: 'u1', actorName: 'system' })).toBe('system');
  });

  test('AUTH-09 a field without words is taken apart', () => {
    expect([fieldWords('npwp'), fieldWords('somethingOfTomorrow')]).toEqual([
      'NPWP',
      'something of tomorrow',
    ]);
  });
});
