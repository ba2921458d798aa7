import { onScopeDispose, readonly, ref } from 'vue';

const KEY = 'meja.kitchen.sound';

type Tone = readonly { hertz: number; at: number; seconds: number }[];

const NEW_TICKET: Tone = [
  { hertz: 784, at: 0, seconds: 0.14 },
  { hertz: 1047, at: 0.17, seconds: 0.26 },
];
const CHANGED_TICKET: Tone = [
  { hertz: 440, at: 0, seconds: 0.18 },
  { hertz: 440, at: 0.26, seconds: 0.18 },
];
const LOUDNESS = 0.35;

/**
 * Sounds of the kitchen. A browser lets a page sound only after someone touched it: until then `needsTouch` is true
 * and the first touch anywhere wakes it.
 */
export function useKitchenSound() {
  const enabled = ref(localStorage.getItem(KEY) !== '0');
  const needsTouch = ref(false);
  let context: AudioContext | null = null;

  async function wake(): Promise<void> {
    if (!enabled.value || typeof AudioContext === 'undefined') return;
    context ??= new AudioContext();
    if (context.state !== 'running') {
      // The promise stays open until a touch; what counts is the state now.
      void context.resume().then(() => (needsTouch.value = false));
    }
    needsTouch.value = context.state !== 'running';
  }

  function play(tone: Tone): void {
    if (!enabled.value || !context || context.state !== 'running') return;
    for (const { hertz, at, seconds } of tone) {
      const start = context.currentTime + at;
      const gain = context.createGain();
      gain.gain.setValueAtTime(0.0001, start);
      gain.gain.exponentialRampToValueAtTime(LOUDNESS, start + 0.02);
      gain.gain.exponentialRampToValueAtTime(0.0001, start + seconds);
      gain.connect(context.destination);
      const oscillator = context.createOscillator();
      oscillator.frequency.value = hertz;
      oscillator.connect(gain);
      oscillator.start(start);
      oscillator.stop(start + seconds);
    }
  }

  function toggle(): void {
    enabled.value = !enabled.value;
    localStorage.setItem(KEY, enabled.value ? '1' : '0');
    needsTouch.value = false;
    if (enabled.value) void wake().then(() => play(NEW_TICKET));
  }

  const onTouch = (): void => void wake();
  addEventListener('pointerdown', onTouch);
  addEventListener('keydown', onTouch);
  void wake();
  onScopeDispose(() => {
    removeEventListener('pointerdown', onTouch);
    removeEventListener('keydown', onTouch);
    void context?.close();
  });

  return {
    enabled: readonly(enabled),
    needsTouch: readonly(needsTouch),
    toggle,
    playNew: () => play(NEW_TICKET),
    playChanged: () => play(CHANGED_TICKET),
  };
}
