import { DEFAULT_DISCOUNT_LIMITS } from '@meja/domain';
import type { SettingsDto } from '@meja/domain';
import { describe, expect, test } from 'vitest';
import { settingsChanges, settingsForm, settingsIssues } from '../settings-form';

const settings: SettingsDto = {
  businessName: 'Kopi Senja',
  businessType: 'CAFE',
  address: null,
  phone: null,
  npwp: null,
  logoUrl: null,
  timeZone: 'Asia/Jakarta',
  locale: 'id-ID',
  currency: 'IDR',
  businessDayCutoff: '04:00',
  taxClasses: [
    { code: 'PBJT', name: 'PBJT', kind: 'PBJT', rate: 1000, inclusive: false },
    { code: 'PPN', name: 'PPN', kind: 'PPN', rate: 1200, inclusive: true, dpp: 'FULL' },
  ],
  defaultTaxClass: 'PBJT',
  serviceCharge: null,
  cashRounding: { unit: 100, mode: 'NEAREST' },
  nonCashRounding: null,
  openingHours: null,
  requireOpenShift: false,
  blindCount: false,
  allowNegativeStock: false,
  discountLimits: DEFAULT_DISCOUNT_LIMITS,
  lateSaleWindowHours: 72,
  requireTwoFactor: [],
  receiptHeader: null,
  receiptFooter: 'Terima kasih',
  orderTypes: ['DINE_IN', 'TAKEAWAY'],
  paymentMethods: ['CASH', 'QRIS'],
  version: 4,
};

describe('SAAS-08 the settings form', () => {
  test('SAAS-08 an untouched form changes nothing', () => {
    expect(settingsChanges(settingsForm(settings), settings)).toEqual({});
  });

  test('SAAS-08 a logo that is taken away goes with the rest; one to be uploaded goes by itself', () => {
    expect(settingsChanges({ ...settingsForm(settings), logo: 'removed' }, settings)).toEqual({});
    const logoUrl = `/api/v1/logos/x/${'ab'.repeat(32)}-90x30.webp`;
    const known = { ...settings, logoUrl };
    expect(settingsChanges(settingsForm(known), known)).toEqual({});
    expect(settingsChanges({ ...settingsForm(known), logo: 'removed' }, known)).toEqual({ logoUrl: null });
    expect(settingsChanges({ ...settingsForm(known), logo: { file: 'a 1 1' } }, known)).toEqual({});
  });

  test('SAAS-08 sends only what was changed', () => {
    const form = { ...settingsForm(settings), phone: ' 021-555 ', cashUnit: 1 };
    expect(settingsChanges(form, settings)).toEqual({ phone: '021-555', cashRounding: null });
  });

  test('SAAS-08 percent becomes basis points without binary dust', () => {
    const form = settingsForm(settings);
    form.service = { on: true, percent: 5.55, orderTypes: ['DINE_IN'], taxed: true };
    expect(settingsChanges(form, settings).serviceCharge).toEqual({
      rate: 555,
      orderTypes: ['DINE_IN'],
      taxed: true,
    });
  });

  test('SAAS-08 a tax rule that the form does not show survives a change beside it', () => {
    const form = settingsForm(settings);
    form.taxClasses[1]!.percent = 11;
    expect(settingsChanges(form, settings).taxClasses?.[1]).toEqual({
      code: 'PPN',
      name: 'PPN',
      kind: 'PPN',
      rate: 1100,
      inclusive: true,
      dpp: 'FULL',
    });
  });

  test('F-43 F-12 limits of discounts and the late window: empty is no limit, percent is basis points', () => {
    const form = settingsForm(settings);
    form.discountLimits.CASHIER = { percent: 7.5, amount: 20_000 };
    form.lateSaleWindowHours = 24;
    expect(settingsChanges(form, settings)).toEqual({
      discountLimits: {
        SUPERVISOR: { percent: null, amount: null },
        CASHIER: { percent: 750, amount: 20_000 },
      },
      lateSaleWindowHours: 24,
    });
    form.discountLimits.SUPERVISOR.percent = 101;
    form.lateSaleWindowHours = null;
    expect(settingsIssues(form)).toEqual({
      'discountLimits.SUPERVISOR.percent': 'discountPercent',
      lateSaleWindowHours: 'lateWindow',
    });
  });

  test('SAAS-08 a class without tax has no rate', () => {
    const form = settingsForm(settings);
    form.taxClasses[1]!.kind = 'NONE';
    expect(settingsChanges(form, settings).taxClasses?.[1]).toMatchObject({ kind: 'NONE', rate: 0 });
  });

  test('SAAS-08 refuses a PBJT above ten percent, codes used twice, and nothing to choose from', () => {
    const form = settingsForm(settings);
    form.taxClasses[0]!.percent = 10.5;
    form.taxClasses[1]!.code = 'pbjt';
    form.orderTypes = [];
    expect(settingsIssues(form)).toEqual({
      'taxClasses.0.rate': 'pbjtRate',
      'taxClasses.1.code': 'taxCodeTwice',
      orderTypes: 'orderTypes',
    });
    expect(settingsIssues(settingsForm(settings))).toEqual({});
  });
});

describe('SAAS-08 opening hours', () => {
  test('SAAS-08 they are told for seven days, closed ones as none, and not at all where nobody wants to', () => {
    const form = settingsForm(settings);
    expect([form.hours.told, form.hours.days.length]).toEqual([false, 7]);
    form.hours.told = true;
    form.hours.days[6]!.open = false;
    const { openingHours } = settingsChanges(form, settings);
    expect([openingHours?.[0], openingHours?.[6]]).toEqual([{ opens: '08:00', closes: '21:00' }, null]);
    const kept = settingsForm({ ...settings, openingHours: openingHours ?? null });
    expect(kept.hours).toEqual(form.hours);
    form.hours.days[1]!.closes = '08:00';
    expect(settingsIssues(form)).toEqual({ 'openingHours.1.closes': 'hours' });
  });
});
