import { signal } from '@preact/signals';
import type { Hub } from './client';

export type Reach = 'connecting' | 'online' | 'away';

const CALM_MS = 10_000;
const WORRIED_MS = 3_000;

/**
 * Whether the hub answers, as real requests say. `navigator.onLine` stays true when the hub dies, so it
 * is only a hint to look at once.
 */
export class Connection {
  readonly reach = signal<Reach>('connecting');
  private timer: ReturnType<typeof setTimeout> | undefined;
  private asking = false;

  constructor(private readonly hub: Hub) {
    hub.onReach = (reached) => this.heard(reached);
  }

  start(): void {
    addEventListener('online', () => void this.beat());
    addEventListener('offline', () => void this.beat());
    document.addEventListener('visibilitychange', () => document.hidden || void this.beat());
    void this.beat();
  }

  /** Asks for a sign of life now. */
  async beat(): Promise<void> {
    if (this.asking) {
      return;
    }
    this.asking = true;
    clearTimeout(this.timer);
    // The call reports what it found to heard(), like any other.
    await this.hub.call('/healthz', { timeoutMs: 4_000 });
    this.asking = false;
    this.timer = setTimeout(() => void this.beat(), this.reach.value === 'online' ? CALM_MS : WORRIED_MS);
  }

  private heard(reached: boolean): void {
    this.reach.value = reached ? 'online' : 'away';
    if (!reached && !this.asking) {
      void this.beat();
    }
  }
}
