import type { ApprovablePermission, ApprovalBody, Id } from '@meja/domain';
import { shallowRef } from 'vue';
import { onSessionEnd } from '@/shared/composables/session-end';

export interface ApprovalRequest<T> {
  /** What somebody is asked to stand by for. */
  permission: ApprovablePermission;
  outletId: Id;
  /** Does it with their approval. Throws `ApiProblem`: the dialog shows it and the PIN can be typed again. */
  run: (approval: ApprovalBody) => Promise<T>;
}

interface Pending extends ApprovalRequest<unknown> {
  resolve: (result: { done: true; value: unknown } | { done: false }) => void;
}

/** The approval being asked for; shown by `ApprovalDialog`. */
export const pendingApproval = shallowRef<Pending | null>(null);

/** Asks for somebody's approval; resolves to what was done with it, or null where nobody gave it. */
export async function askApproval<T>(request: ApprovalRequest<T>): Promise<T | null> {
  dropApproval();
  const result = await new Promise<{ done: true; value: unknown } | { done: false }>((resolve) => {
    pendingApproval.value = { ...request, resolve };
  });
  return result.done ? (result.value as T) : null;
}

export function finishApproval(value: unknown): void {
  pendingApproval.value?.resolve({ done: true, value });
  pendingApproval.value = null;
}

export function dropApproval(): void {
  pendingApproval.value?.resolve({ done: false });
  pendingApproval.value = null;
}

onSessionEnd(dropApproval);
