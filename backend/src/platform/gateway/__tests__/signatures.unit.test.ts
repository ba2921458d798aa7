import { gatewayOf } from '../gateways';
import type { GatewayAccount } from '../gateway.types';
import { midtransSignature } from '../midtrans';

const account = (over: Partial<GatewayAccount>): GatewayAccount => ({
  id: 'a',
  gateway: 'MIDTRANS',
  mode: 'SANDBOX',
  apiKey: 'SB-Mid-server-TESTKEY',
  callbackToken: null,
  ...over,
});
const VECTOR =
  '01484ed38a82f242f993209adaa75bd575d3f1cc2103de4fb2d7a760c162739dad64c6e51b4f1af90fe6ee727c4f7821c7b35686d863ddf9874584d2a36447b0';
const notice = {
  order_id: 'ORDER-1001',
  status_code: '200',
  gross_amount: '55500.00',
  transaction_status: 'settlement',
  transaction_id: 't-1',
  signature_key: VECTOR,
};

describe('what a gateway signs', () => {
  test('PAY-03 Midtrans: the vector of the standard, and nothing else', () => {
    const { readNotice } = gatewayOf(account({}));
    expect(midtransSignature(notice, 'SB-Mid-server-TESTKEY')).toBe(VECTOR);
    expect(readNotice(notice, {})).toEqual({
      orderId: 'ORDER-1001',
      providerId: 't-1',
      status: 'PAID',
      amount: 55_500,
    });
    const forged = [
      { ...notice, gross_amount: '55500' },
      { ...notice, gross_amount: '1.00' },
      { ...notice, order_id: 'ORDER-1002' },
      { ...notice, status_code: '201' },
      { ...notice, signature_key: VECTOR.toUpperCase() },
      { ...notice, signature_key: undefined },
      { ...notice, signature_key: [VECTOR] },
      [],
    ];
    for (const message of forged) expect(readNotice(message, {})).toBe('forged');
    expect(gatewayOf(account({ apiKey: 'another' })).readNotice(notice, {})).toBe('forged');
  });

  test.each([
    ['capture', 'accept', 'PAID'],
    ['capture', 'challenge', 'PENDING'],
    ['settlement', undefined, 'PAID'],
    ['pending', undefined, 'PENDING'],
    ['expire', undefined, 'EXPIRED'],
    ['cancel', undefined, 'CANCELLED'],
    ['deny', undefined, 'FAILED'],
    ['refund', undefined, 'REVERSED'],
    ['partial_chargeback', undefined, 'REVERSED'],
  ])('PAY-03 Midtrans: %s (%s) is %s', (transaction_status, fraud_status, status) => {
    const told = gatewayOf(account({})).readNotice({ ...notice, transaction_status, fraud_status }, {});
    expect(told).toMatchObject({ status });
  });

  test('PAY-03 Midtrans: a state that is not known says nothing', () => {
    const told = gatewayOf(account({})).readNotice({ ...notice, transaction_status: 'dreaming' }, {});
    expect(told).toBeNull();
  });

  test('PAY-03 Xendit: its token, and none believed where none is set', () => {
    const ours = account({ gateway: 'XENDIT', callbackToken: 'rahasia-panggil' });
    const captured = {
      event: 'payment.capture',
      data: {
        payment_request_id: 'pr-1',
        reference_id: 'INV-1',
        request_amount: 149_000,
        status: 'SUCCEEDED',
      },
    };
    const { readNotice } = gatewayOf(ours);
    const token = { 'x-callback-token': 'rahasia-panggil' };
    const paid = { orderId: 'INV-1', providerId: 'pr-1', status: 'PAID', amount: 149_000 };
    expect(readNotice(captured, token)).toEqual(paid);
    for (const headers of [{}, { 'x-callback-token': 'rahasia' }, { 'x-callback-token': '' }])
      expect(readNotice(captured, headers)).toBe('forged');
    expect(gatewayOf({ ...ours, callbackToken: null }).readNotice(captured, token)).toBe('forged');
    const invoice = {
      id: 'i-1',
      external_id: 'INV-1',
      status: 'PAID',
      amount: 149_000,
      paid_amount: 150_000,
    };
    expect(readNotice(invoice, token)).toEqual({ ...paid, providerId: 'i-1', amount: 150_000 });
    expect(readNotice({ event: 'payout.succeeded', data: {} }, token)).toBeNull();
  });
});
