import { shallowRef } from 'vue';

export interface ConfirmRequest {
  title: string;
  /** What will happen, in words. */
  body: string;
  confirmLabel?: string;
  cancelLabel?: string;
  tone?: 'primary' | 'danger';
  /** A word the person must type first. */
  typed?: string;
}

interface Pending extends ConfirmRequest {
  resolve: (answer: boolean) => void;
}

/** The question being asked; shown by `ConfirmHost` in the app's shell. */
export const pendingConfirm = shallowRef<Pending | null>(null);

/** Asks the person; resolves to whether they agreed. */
export function askConfirm(request: ConfirmRequest): Promise<boolean> {
  pendingConfirm.value?.resolve(false);
  return new Promise((resolve) => {
    pendingConfirm.value = { ...request, resolve };
  });
}

export function answerConfirm(answer: boolean): void {
  pendingConfirm.value?.resolve(answer);
  pendingConfirm.value = null;
}
