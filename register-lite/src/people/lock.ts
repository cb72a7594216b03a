import { signal } from '@preact/signals';
import type { Database } from '../device/database';

/** Minutes without a touch or a key after which a till may lock itself. */
export const LOCK_CHOICES = [1, 2, 5, 10, 30] as const;
const USUAL = 5;

/** Locks the till by hand or after a while; what is open stays open behind it, also over a reload. */
export class Lock {
  readonly locked = signal(false);
  readonly after = signal<number>(USUAL);
  private touchedAt = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly db: Database,
    /** Whether it would do harm now: nobody is signed in, or a customer is paying. */
    private readonly mayLock: () => boolean,
    private readonly now: () => number = () => Date.now(),
  ) {}

  async open(): Promise<void> {
    this.locked.value = (await this.db.get('memory', 'locked')) === true;
    this.after.value = ((await this.db.get('memory', 'lock-after')) as number | undefined) ?? USUAL;
    this.touch();
    for (const event of ['pointerdown', 'keydown', 'wheel'] as const) {
      addEventListener(event, () => this.touch(), { capture: true, passive: true });
    }
    // A timer sleeps with its tab.
    document.addEventListener('visibilitychange', () => this.look());
  }

  async setAfter(minutes: number): Promise<void> {
    this.after.value = minutes;
    await this.db.put('memory', minutes, 'lock-after');
    this.touch();
  }

  async lock(): Promise<void> {
    if (this.mayLock()) {
      await this.setLocked();
    }
  }

  async setLocked(): Promise<void> {
    this.locked.value = true;
    await this.db.put('memory', true, 'locked');
  }

  async unlock(): Promise<void> {
    await this.db.put('memory', false, 'locked');
    this.locked.value = false;
    this.touch();
  }

  private touch(): void {
    this.touchedAt = this.now();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), this.after.value * 60_000);
  }

  private look(): void {
    if (this.now() - this.touchedAt < this.after.value * 60_000) {
      return;
    }
    void this.lock();
    // Not now: look again in a while.
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), 30_000);
  }
}
