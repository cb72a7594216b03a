import { backoffMs, type Verdict } from './verdict';

/** What waits to be sent: sales, or what was done with the drawer. */
export interface Waiting {
  unsent(): Promise<readonly { readonly id: string; readonly body: string; readonly attempts: number; readonly nextAt: number }[]>;
  settle(id: string, change: { state?: 'SENT' | 'ATTENTION'; attempts?: number; nextAt?: number; why?: string | null }): Promise<void>;
}

export interface FlusherParts {
  readonly outbox: Waiting;
  /** Sends one sale; never throws. */
  readonly send: (id: string, body: string) => Promise<Verdict>;
  /** Runs the work if no other tab is at it, else does nothing and resolves to false. */
  readonly exclusively: (work: () => Promise<void>) => Promise<boolean>;
  readonly now: () => number;
  /** Calls back after so many milliseconds; a new call replaces the old one. */
  readonly wake: (afterMs: number, call: () => void) => void;
}

/** Another tab is sending: look again in a while, it may be closed. */
const OTHER_TAB_MS = 5_000;

/** Brings finished sales to the hub, one after the other, from one tab of the device at a time. */
export class Flusher {
  private running: Promise<void> | null = null;
  private again = false;
  private stops = 0;

  constructor(private readonly parts: FlusherParts) {}

  /** Sends what is due. Safe to call at any time and as often as you like. */
  kick(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.run().finally(() => {
      this.running = null;
      // Somebody may have asked after the last look and before this line.
      if (this.again) {
        void this.kick();
      }
    });
    return this.running;
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      const ours = await this.parts.exclusively(() => this.pass());
      if (!ours) {
        this.parts.wake(OTHER_TAB_MS, () => void this.kick());
        return;
      }
    } while (this.again);
  }

  private async pass(): Promise<void> {
    const { outbox, now, send, wake } = this.parts;
    for (const sale of await outbox.unsent()) {
      if (sale.nextAt > now()) {
        continue;
      }
      const verdict = await send(sale.id, sale.body);
      const attempts = sale.attempts + 1;
      switch (verdict.kind) {
        case 'recorded':
          this.stops = 0;
          await outbox.settle(sale.id, { state: 'SENT', attempts, why: null });
          break;
        case 'refused':
          this.stops = 0;
          await outbox.settle(sale.id, { state: 'ATTENTION', attempts, why: verdict.why });
          break;
        case 'later':
          await outbox.settle(sale.id, { attempts, why: verdict.why, nextAt: now() + (verdict.waitMs ?? backoffMs(attempts)) });
          break;
        case 'stop':
          await outbox.settle(sale.id, { attempts, why: verdict.why });
          this.again = false;
          wake(verdict.waitMs ?? backoffMs(this.stops++), () => void this.kick());
          return;
      }
    }
    const left = await outbox.unsent();
    if (left.length > 0) {
      const next = Math.min(...left.map((sale) => sale.nextAt));
      wake(Math.max(250, next - now()), () => void this.kick());
    }
  }
}
