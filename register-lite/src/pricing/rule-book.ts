import { signal } from '@preact/signals';
import type { DeviceMemory } from '../device/memory';
import type { Hub } from '../hub/client';
import { NO_RULES, type PriceRules } from './rules';

/** The rules with what each role may take off alone, in millionths. */
export interface RuleDocument extends PriceRules {
  readonly limits: Readonly<Record<string, number>>;
}

/** What holds on a device that never heard from the hub. */
const FIRST: RuleDocument = { ...NO_RULES, limits: { OWNER: 1_000_000, MANAGER: 1_000_000, CASHIER: 100_000, BOOKKEEPER: 0 } };
const AGAIN_MS = 60_000;

/**
 * Price lists and promotions on this device, so that carts are priced without the hub. New ones hold
 * from the next cart on: the customer has seen the prices of the open one.
 */
export class RuleBook {
  /** By which the open cart is priced. */
  readonly rules = signal<RuleDocument>(FIRST);
  private newest: RuleDocument = FIRST;
  private timer: ReturnType<typeof setInterval> | undefined;

  constructor(
    private readonly hub: Hub,
    private readonly memory: DeviceMemory,
    /** Whether a cart is under way. */
    private readonly busy: () => boolean,
  ) {}

  /** The rules of the open cart if one is under way, else the newest that this device knows. */
  async open(version: number | null): Promise<void> {
    const known = await this.memory.priceRules();
    this.newest = known[0] ?? FIRST;
    this.rules.value = (version === null ? undefined : known.find((each) => each.version === version)) ?? this.newest;
    this.timer = setInterval(() => void this.refresh(), AGAIN_MS);
    void this.refresh();
  }

  close(): void {
    clearInterval(this.timer);
  }

  async refresh(): Promise<void> {
    const answer = await this.hub.call<RuleDocument | null>('/api/v1/pricing', { headers: { 'If-None-Match': `"v${this.newest.version}"` }, timeoutMs: 30_000 });
    if (answer.kind === 'ok' && answer.body !== null) {
      this.newest = answer.body;
      // The open cart may still need the ones before after a crash.
      await this.memory.rememberPriceRules([answer.body, this.rules.value].filter((each, i, all) => all.findIndex((other) => other.version === each.version) === i));
      if (!this.busy()) {
        this.adopt();
      }
    }
  }

  /** A new cart begins. */
  adopt(): void {
    this.rules.value = this.newest;
  }

  limitOf(role: string): number {
    return this.rules.value.limits[role] ?? 0;
  }
}
