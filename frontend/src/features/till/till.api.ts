import type {
  Answer,
  AddOrderItemsBody,
  ApprovablePermission,
  ApprovalBody,
  ApproverDto,
  CashMovementBody,
  CashMovementDto,
  ChangeItemBody,
  CloseShiftAnswerDto,
  CloseShiftBody,
  CreateOrderBody,
  MenuDto,
  OpenShiftBody,
  OrderDto,
  OrderSummaryDto,
  PaidOrderDto,
  ReceiptModel,
  ReceiptWidth,
  ShiftDto,
  ShiftReportDto,
  TakePaymentBody,
  UpdateOrderBody,
  UpdateOrderItemBody,
  VoidBody,
} from '@meja/domain';
import { deleteData, downloadFile, getData, getIfChanged, listPage, patchData, postData } from '@/shared/api';

const OPEN_STATUSES = 'DRAFT,OPEN,PREPARING,READY,SERVED';
const menus = new Map<string, { etag: string; menu: MenuDto }>();

/** The outlet's menu; unchanged since last time, it is not sent again. Throws `ApiProblem`. */
export async function fetchMenu(outletId: string): Promise<MenuDto> {
  const known = menus.get(outletId);
  const answer = await getIfChanged<Answer<MenuDto> | MenuDto>('/menu', known?.etag ?? null, {
    params: { outletId },
  });
  if (!answer) return (known as { menu: MenuDto }).menu;
  const menu = 'data' in answer.body ? answer.body.data : answer.body;
  if (answer.etag) menus.set(outletId, { etag: answer.etag, menu });
  return menu;
}

/** Forgets the menus of whoever worked here before. */
export function forgetMenus(): void {
  menus.clear();
}

export const createOrder = (body: CreateOrderBody, key: string): Promise<OrderDto> =>
  postData('/orders', body, { idempotencyKey: key });

export const fetchOrder = (id: string): Promise<OrderDto> => getData(`/orders/${id}`);

export const updateOrder = (id: string, body: UpdateOrderBody, key: string): Promise<OrderDto> =>
  patchData(`/orders/${id}`, body, { idempotencyKey: key });

export const addItems = (id: string, body: AddOrderItemsBody, key: string): Promise<OrderDto> =>
  postData(`/orders/${id}/items`, body, { idempotencyKey: key });

export const updateItem = (
  id: string,
  itemId: string,
  body: UpdateOrderItemBody,
  key?: string,
): Promise<OrderDto> =>
  patchData(`/orders/${id}/items/${itemId}`, body, key === undefined ? {} : { idempotencyKey: key });

/** Changes an item that was sent; the kitchen's ticket says so. Throws `ApiProblem`. */
export const changeItem = (id: string, itemId: string, body: ChangeItemBody): Promise<OrderDto> =>
  postData(`/orders/${id}/items/${itemId}/change`, body);

export const removeItem = (id: string, itemId: string, approval?: ApprovalBody): Promise<OrderDto> =>
  deleteData(`/orders/${id}/items/${itemId}`, approval && { body: { approval } });

/** What an order would come to; with an approval, whether it is one. Throws `ApiProblem`. */
export const quoteOrder = (body: CreateOrderBody): Promise<OrderDto> => postData('/orders/quote', body);

/** Who can stand by for the person at the till. Throws `ApiProblem`. */
export const fetchApprovers = (permission: ApprovablePermission, outletId: string): Promise<ApproverDto[]> =>
  getData('/approvers', { params: { permission, outletId } });

export const submitOrder = (id: string, key: string): Promise<OrderDto> =>
  postData(`/orders/${id}/submit`, {}, { idempotencyKey: key });

/** `version`: of the order as the person at the till knows it; another one is refused (`version_conflict`). */
export const takePayment = (
  id: string,
  body: TakePaymentBody,
  key: string,
  version: number,
): Promise<PaidOrderDto> => postData(`/orders/${id}/payments`, body, { idempotencyKey: key, version });

export const voidOrder = (id: string, body: VoidBody): Promise<OrderDto> =>
  postData(`/orders/${id}/void`, body);

export const voidItem = (id: string, itemId: string, body: VoidBody): Promise<OrderDto> =>
  postData(`/orders/${id}/items/${itemId}/void`, body);

/** What an outlet has open, in short, newest first; `fetchOrder` has the whole. Throws `ApiProblem`. */
export async function fetchOpenOrders(outletId: string): Promise<OrderSummaryDto[]> {
  const { rows } = await listPage<OrderSummaryDto>('/orders', {
    params: { outletId, status: OPEN_STATUSES, limit: 200 },
  });
  return rows;
}

/** The latest finished orders of a shift, or of somebody since a day, newest first. Throws `ApiProblem`. */
export async function fetchFinishedOrders(
  outletId: string,
  of: { shiftId: string } | { from: string; q: string | undefined },
): Promise<OrderSummaryDto[]> {
  const { rows } = await listPage<OrderSummaryDto>('/orders', {
    params: { outletId, status: 'COMPLETED', limit: 100, ...of },
  });
  return 'q' in of ? rows.filter(({ cashierName }) => cashierName === of.q) : rows;
}

/** `isCopy`: it was had before, and says so. Throws `ApiProblem`. */
export const fetchReceipt = (orderId: string, isCopy: boolean): Promise<ReceiptModel> =>
  getData(`/orders/${orderId}/receipt`, { params: { format: 'json', ...(isCopy && { copy: true }) } });

export const downloadEscPos = (
  { id, number }: Pick<OrderDto, 'id' | 'number'>,
  width: ReceiptWidth,
  isCopy: boolean,
): Promise<void> =>
  downloadFile(`/orders/${id}/receipt`, `struk-${number}.bin`, {
    params: { format: 'escpos', width, ...(isCopy && { copy: true }) },
  });

export const fetchCurrentShift = (outletId: string): Promise<ShiftDto | null> =>
  getData('/shifts/current', { params: { outletId } });

export const openShift = (body: OpenShiftBody, key: string): Promise<ShiftDto> =>
  postData('/shifts/open', body, { idempotencyKey: key });

export const closeShift = (id: string, body: CloseShiftBody, key: string): Promise<CloseShiftAnswerDto> =>
  postData(`/shifts/${id}/close`, body, { idempotencyKey: key });

export const moveCash = (id: string, body: CashMovementBody, key: string): Promise<CashMovementDto> =>
  postData(`/shifts/${id}/cash-movements`, body, { idempotencyKey: key });

export const fetchShiftReport = (id: string): Promise<ShiftReportDto> => getData(`/shifts/${id}/report`);
