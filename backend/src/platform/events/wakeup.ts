/** A sleep that can be cut short; a ring while nobody sleeps shortens the next sleep. */
export class Wakeup {
  private hasRung = false;
  private wake: (() => void) | undefined;

  ring(): void {
    this.hasRung = true;
    this.wake?.();
  }

  /** Sleeps `ms` at most; true where a ring ended it. */
  async wait(ms: number): Promise<boolean> {
    if (!this.hasRung) {
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, ms);
        this.wake = () => {
          clearTimeout(timer);
          resolve();
        };
      });
    }
    const wasRung = this.hasRung;
    this.wake = undefined;
    this.hasRung = false;
    return wasRung;
  }
}
