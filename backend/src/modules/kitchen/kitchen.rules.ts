import { businessDate, businessDayRange } from '@meja/domain';
import type { KitchenRefusal, KitchenStatus, Language } from '@meja/domain';

/** However late the hour: what was ordered so recently is still being made. Milliseconds. */
const STILL_COOKING_MS = 6 * 3_600_000;

/**
 * From when on a ticket belongs on the board: the beginning of the outlet's business day, or six hours ago where that
 * is earlier (a kitchen works on across the cut-off). What is older and still open is closed by the day's end.
 */
export function boardStart(at: Date, timeZone: string, cutoff: string): Date {
  const { from } = businessDayRange(businessDate(at, timeZone, cutoff), timeZone, cutoff);
  return new Date(Math.min(from.getTime(), at.getTime() - STILL_COOKING_MS));
}

const REFUSAL_TEXTS: Record<KitchenRefusal, Record<Language, string>> = {
  voided: {
    id: 'Sudah dibatalkan dari kasir; tidak perlu disiapkan.',
    en: 'It was voided at the till and need not be prepared.',
  },
  too_far_back: {
    id: 'Mundur hanya satu langkah; tarik kembali lebih dahulu.',
    en: 'It goes back one step at a time; recall it first.',
  },
  nothing_to_recall: {
    id: 'Tiket ini belum mulai dikerjakan, jadi tidak ada yang ditarik kembali.',
    en: 'Work on this ticket has not begun, so there is nothing to recall.',
  },
};

const STATUS_LABELS: Record<KitchenStatus, Record<Language, string>> = {
  QUEUED: { id: 'diantre', en: 'queued' },
  PREPARING: { id: 'disiapkan', en: 'preparing' },
  READY: { id: 'siap', en: 'ready' },
  SERVED: { id: 'disajikan', en: 'served' },
  VOIDED: { id: 'dibatalkan', en: 'voided' },
};

/** A step that was refused: from where, where to and why. */
export interface RefusedStep {
  from: KitchenStatus;
  to: KitchenStatus;
  reason: KitchenRefusal;
}

/** The words that fill a refusal's text. */
export function refusalParams(
  { from, to, reason }: RefusedStep,
  language: Language,
): { from: string; to: string; reason: string } {
  return {
    from: STATUS_LABELS[from][language],
    to: STATUS_LABELS[to][language],
    reason: REFUSAL_TEXTS[reason][language],
  };
}
