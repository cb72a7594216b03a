import type { Shortage } from '../wire';

export interface HoldLine {
  readonly sku: string;
  readonly quantity: number;
}

/** How asking for a hold ended. LOST: it may be held or not. */
export type Placed =
  | { readonly kind: 'held' }
  | { readonly kind: 'short'; readonly shortages: readonly Shortage[] }
  | { readonly kind: 'refused' }
  /** Whoever should have allowed it did not: wrong name or PIN, or too many tries. */
  | { readonly kind: 'denied'; readonly waitMs: number | null }
  | { readonly kind: 'lost' };

/** A manager who lets this till have what waits for a customer. */
export interface Approval {
  readonly name: string;
  readonly pin: string;
}

export interface HoldPort {
  place(id: string, lines: readonly HoldLine[], ttlSeconds: number, override?: Approval): Promise<Placed>;
  /** Lets a hold last longer; false when it is over, or that cannot be known. `again` is a fresh id. */
  prolong(id: string, again: string, ttlSeconds: number): Promise<boolean>;
  /** True once the hub has confirmed that this id holds nothing and never will. */
  release(id: string, keepalive: boolean): Promise<boolean>;
}

export interface KeeperParts {
  readonly port: HoldPort;
  readonly newId: () => string;
  readonly now: () => number;
  /** Calls back after so many milliseconds; a new call replaces the old one. */
  readonly wake: (afterMs: number, call: () => void) => void;
  /** Told before an id is first used, so that `ids()` can be written down. */
  readonly onHold: () => void;
  /** What the cart wants and the shelf does not have; for the screen. */
  readonly onShortages: (shortages: readonly Shortage[]) => void;
}

/** A hold without its cart, as it is written down with a sale that was put aside. */
export interface SetAside {
  readonly id: string;
  readonly lines: readonly HoldLine[];
  /** By this device; the hub keeps it so many seconds longer. */
  readonly askedAt: number;
}

export const TTL_SECONDS = 600;
const RENEW_AFTER_MS = TTL_SECONDS * 1000 * 0.8;
const DEBOUNCE_MS = 300;
const RETRY_MS = [1_000, 2_000, 5_000, 10_000, 20_000];
/** Levels may move while we ask; after so many shortages in a row we leave it at the warning. */
const TRIES_MAX = 3;

interface Hold {
  readonly id: string;
  readonly lines: readonly HoldLine[];
  readonly askedAt: number;
  /** A manager allowed it: it would not be granted anew. */
  readonly allowed?: boolean;
}

/**
 * Keeps one hold at the hub in step with the cart, so that what lies on the counter cannot be sold on
 * the web. The screen never waits for it. A changed cart is a new hold under a new id; the old one is
 * released first, because the last unit cannot be held twice. An id whose answer was lost is asked
 * again under the same id, or released before anything else: it might hold.
 */
export class HoldKeeper {
  private wanted: readonly HoldLine[] = [];
  private held: Hold | null = null;
  private inDoubt: Hold | null = null;
  private toRelease: string[] = [];
  private shortages = new Map<string, Shortage>();
  private tries = 0;
  private failures = 0;
  private frozen = false;
  private running: Promise<void> | null = null;

  constructor(private readonly parts: KeeperParts) {}

  /** The cart changed. */
  want(lines: readonly HoldLine[]): void {
    if (same(lines, this.wanted)) {
      return;
    }
    this.wanted = lines;
    this.tries = 0;
    this.shortages = new Map();
    if (lines.length === 0) {
      this.parts.onShortages([]);
    }
    this.parts.wake(DEBOUNCE_MS, () => void this.step());
  }

  /** Brings the hub up to date now; resolves when that has been tried. */
  step(): Promise<void> {
    this.running ??= this.settle().finally(() => {
      this.running = null;
    });
    return this.running;
  }

  /**
   * A manager lets the cart have what waits for somebody else: all of it, or things are as they were.
   * Resolves when the hub has answered.
   */
  async override(approval: Approval): Promise<Placed> {
    while (this.running) {
      await this.running;
    }
    const asked = this.ask(approval);
    this.running = asked
      .then(() => {})
      .finally(() => {
        this.running = null;
      });
    await this.running;
    const placed = await asked;
    if (placed.kind !== 'held') {
      // As much of the cart as there is without him.
      await this.step();
    }
    return placed;
  }

  private async ask(approval: Approval): Promise<Placed> {
    this.letGo();
    while (this.toRelease.length > 0) {
      const owed = this.toRelease[0]!;
      if (!(await this.parts.port.release(owed, false))) {
        return { kind: 'lost' };
      }
      this.toRelease = this.toRelease.filter((id) => id !== owed);
    }
    const hold: Hold = { id: this.parts.newId(), lines: this.wanted, askedAt: this.parts.now(), allowed: true };
    this.inDoubt = hold;
    this.parts.onHold();
    const placed = await this.parts.port.place(hold.id, hold.lines, TTL_SECONDS, approval);
    if (placed.kind !== 'lost') {
      this.inDoubt = null;
    }
    if (placed.kind === 'held') {
      this.held = hold;
      this.shortages = new Map();
      this.parts.onShortages([]);
      this.parts.wake(RENEW_AFTER_MS, () => this.renew());
    }
    return placed;
  }

  /** Every id that may hold something at the hub. */
  ids(): readonly string[] {
    return [this.held?.id, this.inDoubt?.id, ...this.toRelease].filter((id) => id !== undefined);
  }

  /** Ids from before a crash: what they hold would look like a shortage to this cart. */
  adopt(ids: readonly string[]): void {
    this.toRelease.push(...ids);
  }

  /**
   * The cart is put aside. What is held for it stays at the hub until its time is over there; from here on it is
   * whoever put it aside that knows of it. Null when nothing certain is held.
   */
  setAside(): SetAside | null {
    const { held } = this;
    this.held = null;
    this.letGo();
    this.wanted = [];
    this.shortages = new Map();
    this.parts.onShortages([]);
    this.parts.wake(0, () => void this.step());
    return held && { id: held.id, lines: held.lines, askedAt: held.askedAt };
  }

  /** A cart comes back with what was held for it: still good, or to be given back before anything else is asked. */
  takeUp(hold: SetAside | null): void {
    this.letGo();
    if (hold === null) {
      return;
    }
    if (this.parts.now() < hold.askedAt + RENEW_AFTER_MS) {
      this.held = hold;
    } else {
      this.toRelease.push(hold.id);
    }
  }

  /** From here to `thaw` or `handOver` the hold stays as it is: the customer is paying. */
  freeze(): void {
    this.frozen = true;
  }

  /** The customer did not pay after all. The payment may have ended the hold, so a new one is made. */
  thaw(): void {
    if (this.frozen) {
      this.frozen = false;
      this.letGo();
      this.parts.wake(0, () => void this.step());
    }
  }

  /**
   * The hold we know of, or null. It may cover less than the cart, or a little more: the hub takes the
   * difference from the shelf when it records the sale.
   */
  current(): string | null {
    const { held } = this;
    return held !== null && this.parts.now() < held.askedAt + TTL_SECONDS * 1000 ? held.id : null;
  }

  /** What `current()` covers, by SKU; nothing of a hold that the cart has outgrown, because it is given back first. */
  covered(): ReadonlyMap<string, number> {
    const held = this.current() === null || !same(this.held!.lines, this.target()) ? [] : this.held!.lines;
    return new Map(held.map(({ sku, quantity }) => [sku, quantity]));
  }

  /**
   * The sale is paid and took `current()` with it. Anything else is released, and that should come
   * before the sale is sent, or the hub would see its own hold as a shortage.
   */
  handOver(saleHold: string | null): Promise<void> {
    if (this.held?.id === saleHold) {
      this.held = null;
    }
    this.toRelease = this.toRelease.filter((id) => id !== saleHold);
    this.frozen = false;
    this.wanted = [];
    this.shortages = new Map();
    this.parts.onShortages([]);
    return this.running ? this.running.then(() => this.step()) : this.step();
  }

  /** The page goes away: give back at once what is held, unless the customer is paying. */
  abandon(): void {
    if (!this.frozen) {
      this.letGo();
      this.toRelease.forEach((id) => void this.parts.port.release(id, true));
    }
  }

  private letGo(): void {
    for (const hold of [this.held, this.inDoubt]) {
      if (hold) {
        this.toRelease.push(hold.id);
      }
    }
    this.held = null;
    this.inDoubt = null;
  }

  private async settle(): Promise<void> {
    while (!this.frozen) {
      const owed = this.toRelease[0];
      if (owed !== undefined) {
        if (!(await this.parts.port.release(owed, false))) {
          return this.tryLater();
        }
        this.toRelease = this.toRelease.filter((id) => id !== owed);
        continue;
      }
      const target = this.target();
      if (this.held && same(this.held.lines, target) && !this.dueForRenewal(this.held)) {
        // Held in full now, or still as much of it as there is.
        this.parts.onShortages([...this.shortages.values()]);
        return this.parts.wake(this.held.askedAt + RENEW_AFTER_MS - this.parts.now(), () => this.renew());
      }
      if (this.held?.allowed && same(this.held.lines, target) && (await this.prolonged(this.held))) {
        continue;
      }
      if (this.held || (this.inDoubt && !same(this.inDoubt.lines, target))) {
        this.letGo();
        continue;
      }
      if (target.length === 0 || this.tries >= TRIES_MAX) {
        return;
      }
      if (!(await this.place(target))) {
        return;
      }
    }
  }

  private async prolonged(hold: Hold): Promise<boolean> {
    const askedAt = this.parts.now();
    if (!(await this.parts.port.prolong(hold.id, this.parts.newId(), TTL_SECONDS))) {
      return false;
    }
    this.held = { ...hold, askedAt };
    return true;
  }

  /** False when there is nothing more to do for now. */
  private async place(lines: readonly HoldLine[]): Promise<boolean> {
    const hold = this.inDoubt ?? { id: this.parts.newId(), lines, askedAt: this.parts.now() };
    const wantedThen = this.wanted;
    this.inDoubt = hold;
    this.parts.onHold();
    const placed = await this.parts.port.place(hold.id, hold.lines, TTL_SECONDS);
    if (placed.kind === 'lost') {
      this.tryLater();
      return false;
    }
    this.inDoubt = null;
    this.failures = 0;
    if (placed.kind === 'held') {
      this.held = hold;
    } else if (placed.kind === 'refused' || placed.kind === 'denied') {
      // An id that was in doubt may have ended meanwhile; a new one deserves a try.
      this.tries++;
    } else if (this.wanted === wantedThen) {
      this.tries++;
      this.noteShortages(placed.shortages);
      this.parts.onShortages([...this.shortages.values()]);
    }
    return true;
  }

  /** "Wanted" is what the cart wants, also when it was the smaller, second question that fell short. */
  private noteShortages(shortages: readonly Shortage[]): void {
    for (const shortage of shortages) {
      const wanted = this.wanted.find((line) => line.sku === shortage.sku)?.quantity ?? 0;
      this.shortages.set(shortage.sku, { ...shortage, wanted, available: Math.max(0, shortage.available) });
    }
  }

  /** What to hold: the cart, or as much of it as there is. */
  private target(): readonly HoldLine[] {
    return this.wanted
      .map((line) => ({ ...line, quantity: Math.min(line.quantity, this.shortages.get(line.sku)?.available ?? line.quantity) }))
      .filter((line) => line.quantity > 0);
  }

  private dueForRenewal(hold: Hold): boolean {
    return this.parts.now() >= hold.askedAt + RENEW_AFTER_MS;
  }

  private renew(): void {
    // Goods may have come in meanwhile: ask for the whole cart again.
    this.shortages = new Map();
    this.tries = 0;
    void this.step();
  }

  private tryLater(): void {
    const wait = RETRY_MS[Math.min(this.failures++, RETRY_MS.length - 1)]!;
    this.parts.wake(wait, () => void this.step());
  }
}

function same(a: readonly HoldLine[], b: readonly HoldLine[]): boolean {
  return a.length === b.length && a.every((line, i) => line.sku === b[i]!.sku && line.quantity === b[i]!.quantity);
}
