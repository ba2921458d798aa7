import type {
  AddOnDto,
  ChangeAnswerDto,
  ChangePlanBody,
  InvoiceDto,
  InvoicePaymentDto,
  PayInvoiceBody,
  PlanDto,
  SubscriptionDetailDto,
  UsageDto,
} from '@meja/domain';
import { deleteData, downloadFile, getData, listPage, postData, type Page } from '@/shared/api';

export interface Offers {
  plans: PlanDto[];
  addOns: AddOnDto[];
}

/** All of these throw `ApiProblem`. */
export const fetchSubscription = (): Promise<SubscriptionDetailDto> => getData('/subscription');
export const fetchUsage = (): Promise<UsageDto> => getData('/subscription/usage');
export const fetchOffers = (): Promise<Offers> => getData('/subscription/plans');
export const fetchInvoices = (cursor: string | null): Promise<Page<InvoiceDto>> =>
  listPage('/subscription/invoices', { params: { limit: 12, ...(cursor && { cursor }) } });

/** Asks what a change costs; nothing changes. */
export const quoteChange = (body: ChangePlanBody): Promise<ChangeAnswerDto> =>
  postData('/subscription/change', { ...body, quote: true });
export const changePlan = (body: ChangePlanBody): Promise<ChangeAnswerDto> =>
  postData('/subscription/change', body);
export const withdrawChange = (): Promise<void> => deleteData('/subscription/change');
export const buyAddOn = (addOnId: string, quantity: number): Promise<InvoiceDto> =>
  postData('/subscription/addons', { addOnId, quantity });
export const downloadInvoice = ({ id, number }: Pick<InvoiceDto, 'id' | 'number'>): Promise<void> =>
  downloadFile(`/subscription/invoices/${id}/pdf`, `${number}.pdf`);

const paymentOf = (id: string) => `/subscription/invoices/${id}/payment`;
/** How an invoice can be paid, and where the last try stands, as known to the service. */
export const fetchPayment = (id: string): Promise<InvoicePaymentDto> => getData(paymentOf(id));
/** Begins a try; the same way again is the same try. */
export const startPayment = (id: string, body: PayInvoiceBody): Promise<InvoicePaymentDto> =>
  postData(paymentOf(id), body);
/** Has the gateway asked at once. */
export const checkPayment = (id: string): Promise<InvoicePaymentDto> =>
  postData(`${paymentOf(id)}/check`, {});
