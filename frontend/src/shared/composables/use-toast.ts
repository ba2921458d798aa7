import { readonly, ref } from 'vue';
import { isProblem } from '../api';
import { describeError } from '../i18n';

export type ToastTone = 'ok' | 'info' | 'warn' | 'danger';

export interface ToastRequest {
  title: string;
  text?: string;
  tone?: ToastTone;
  action?: { label: string; run: () => void };
  /** Milliseconds; 0 keeps it until it is closed. */
  durationMs?: number;
}

export interface ToastItem extends ToastRequest {
  id: number;
  tone: ToastTone;
}

const items = ref<ToastItem[]>([]);
let nextId = 1;

export const toasts = readonly(items);

export function dismissToast(id: number): void {
  items.value = items.value.filter((item) => item.id !== id);
}

/** Shows a short message; problems stay twice as long as good news. */
export function showToast(request: ToastRequest): number {
  const id = nextId++;
  const tone = request.tone ?? 'ok';
  items.value = [...items.value.slice(-2), { ...request, id, tone }];
  const duration = request.durationMs ?? (tone === 'ok' || tone === 'info' ? 4_000 : 9_000);
  if (duration > 0) setTimeout(() => dismissToast(id), duration);
  return id;
}

/** Shows what went wrong in the person's words. */
export function toastError(error: unknown): void {
  const { title, detail } = describeError(error);
  // What refuses a removal is named one by one.
  const named = isProblem(error, 'in_use') ? error.errors.map(({ message }) => message) : [];
  showToast({ tone: 'danger', title, text: [detail, ...named].join(' ') });
}
