/** Time that moves only when a test says so, with any number of one-appointment timers. */
export class FakeClock {
  time = 1_800_000_000_000;
  private readonly timers: { at: number; call: (() => void) | null }[] = [];

  readonly now = () => this.time;

  /** Like `oneTimer()`: a new appointment replaces the old one. */
  timer(): (afterMs: number, call: () => void) => void {
    const timer: { at: number; call: (() => void) | null } = { at: 0, call: null };
    this.timers.push(timer);
    return (afterMs, call) => {
      timer.at = this.time + Math.max(0, afterMs);
      timer.call = call;
    };
  }

  /** Moves on, keeping the appointments on the way, each with the work it sets off. */
  async pass(ms: number): Promise<void> {
    const end = this.time + ms;
    await settled();
    for (;;) {
      const due = this.timers.filter((timer) => timer.call !== null && timer.at <= end).sort((a, b) => a.at - b.at)[0];
      if (!due) {
        break;
      }
      this.time = Math.max(this.time, due.at);
      const call = due.call!;
      due.call = null;
      call();
      await settled();
    }
    this.time = end;
  }
}

/** Lets everything that is only waiting for promises run on. */
export async function settled(): Promise<void> {
  for (let i = 0; i < 5; i++) {
    await new Promise<void>((done) => setImmediate(done));
  }
}
