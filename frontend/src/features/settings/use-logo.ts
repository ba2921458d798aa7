import { LOGO_BOX } from '@meja/domain';
import { computed, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import type { SettingsForm } from './settings-form';

/** A logo that is chosen and not uploaded yet; its size in dots of 80 mm paper. */
export interface ChosenLogo {
  url: string;
  width: number;
  height: number;
}

/** The size that a picture is given on the struk: all of it within the box, never made larger. */
function sizeInBox({ naturalWidth, naturalHeight }: HTMLImageElement): { width: number; height: number } {
  const scale = Math.min(1, LOGO_BOX.width / naturalWidth, LOGO_BOX.height / naturalHeight);
  return { width: Math.round(naturalWidth * scale), height: Math.round(naturalHeight * scale) };
}

/** The logo of a form of settings: the file chosen, whether it is to be taken away, and what the struk shows meanwhile. */
export function useLogo(form: Ref<SettingsForm>) {
  const file = shallowRef<File | null>(null);
  /** Share of the file that is sent; null while nothing is. */
  const sent = ref<number | null>(null);
  const chosen = ref<ChosenLogo | null>(null);
  const isRemoved = computed({
    get: () => form.value.logo === 'removed',
    set: (removed) => (form.value.logo = removed ? 'removed' : 'kept'),
  });

  function drop(): void {
    if (chosen.value) URL.revokeObjectURL(chosen.value.url);
    chosen.value = null;
  }
  watch(file, async (picked) => {
    drop();
    if (!picked) {
      if (form.value.logo !== 'removed') form.value.logo = 'kept';
      return;
    }
    form.value.logo = { file: `${picked.name} ${picked.size} ${picked.lastModified}` };
    const image = new Image();
    image.src = URL.createObjectURL(picked);
    try {
      await image.decode();
    } catch {
      // The field says that it is no picture.
      URL.revokeObjectURL(image.src);
      return;
    }
    if (file.value === picked) chosen.value = { url: image.src, ...sizeInBox(image) };
    else URL.revokeObjectURL(image.src);
  });
  onScopeDispose(drop);

  return { file, sent, chosen, isRemoved };
}
