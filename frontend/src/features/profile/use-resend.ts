import { ref } from 'vue';
import { useI18n } from '@/shared/i18n';
import { showToast, toastError } from '@/shared/ui';
import { resendLink } from './profile.api';

/** Sends the link to the person's own address once more. */
export function useResend() {
  const { t } = useI18n();
  const busy = ref(false);
  async function resend(): Promise<void> {
    if (busy.value) return;
    busy.value = true;
    try {
      const { email } = await resendLink();
      showToast({ title: t('profile.note.sent', { email }) });
    } catch (error) {
      toastError(error);
    } finally {
      busy.value = false;
    }
  }
  return { busy, resend };
}
