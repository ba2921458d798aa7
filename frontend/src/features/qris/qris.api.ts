import type { QrisCodeDto, QrisDayDto, QrisPaymentDto } from '@meja/domain';
import { deleteData, getData, listAll, postData, putData } from '@/shared/api';

export const fetchQrisCode = (outletId: string): Promise<QrisCodeDto | null> =>
  getData(`/outlets/${outletId}/qris`);

/** In place of the version that is known, or as the first. Throws `ApiProblem`. */
export const saveQrisCode = (
  outletId: string,
  payload: string,
  known: QrisCodeDto | null,
): Promise<QrisCodeDto> =>
  putData(`/outlets/${outletId}/qris`, { payload }, known ? { version: known.version } : {});

export const removeQrisCode = (outletId: string, { version }: QrisCodeDto): Promise<void> =>
  deleteData(`/outlets/${outletId}/qris`, { version });

/** An outlet's day; without a date the running one. */
export interface QrisDayOf {
  outletId: string;
  date?: string;
}

export const fetchQrisDay = (day: QrisDayOf): Promise<QrisDayDto> =>
  getData('/qris-payments/day', { params: { ...day } });

export const fetchQrisPayments = (day: QrisDayOf): Promise<QrisPaymentDto[]> =>
  listAll('/qris-payments', { params: { ...day } });

/** `confirm` ticks them off as found on the bank's statement, `withdraw` takes that back. Throws `ApiProblem`. */
export const matchPayments = (
  deed: 'confirm' | 'withdraw',
  outletId: string,
  paymentIds: string[],
): Promise<QrisPaymentDto[]> => postData(`/qris-payments/${deed}`, { outletId, paymentIds });
