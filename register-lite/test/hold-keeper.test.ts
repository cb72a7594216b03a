import { beforeEach, describe, expect, it } from 'vitest';
import { type Approval, HoldKeeper, type HoldLine, type HoldPort, type Placed } from '../src/cart/hold-keeper';
import type { Shortage } from '../src/wire';
import { FakeClock, settled } from './fake-clock';

/** A shelf with real stock, and a line to it that can break before or after the request arrives. */
class Shelf implements HoldPort {
  readonly free = new Map<string, number>([['MUG', 5], ['LAMP', 1]]);
  readonly held = new Map<string, readonly HoldLine[]>();
  readonly dead = new Set<string>();
  readonly asked: string[] = [];
  breaks: 'never' | 'before' | 'after' = 'never';
  refuses = false;
  slow: Promise<void> | null = null;
  /** Units that wait for a customer: a manager may let the till have them. */
  readonly reserved = new Map<string, number>();

  async place(id: string, lines: readonly HoldLine[], _ttlSeconds = 0, override?: Approval): Promise<Placed> {
    this.asked.push(`place ${id}`);
    if (override && override.pin !== '739164') {
      return { kind: 'denied', waitMs: null };
    }
    if (override) {
      lines.forEach(({ sku }) => {
        this.free.set(sku, (this.free.get(sku) ?? 0) + (this.reserved.get(sku) ?? 0));
        this.reserved.delete(sku);
      });
    }
    await this.slow;
    if (this.breaks === 'before') {
      return { kind: 'lost' };
    }
    const placed = this.answer(id, lines);
    return this.breaks === 'after' ? { kind: 'lost' } : placed;
  }

  private answer(id: string, lines: readonly HoldLine[]): Placed {
    if (this.refuses || this.dead.has(id)) {
      return { kind: 'refused' };
    }
    if (!this.held.has(id)) {
      const shortages = lines
        .filter(({ sku, quantity }) => (this.free.get(sku) ?? 0) < quantity)
        .map(({ sku, quantity }) => ({ sku, wanted: quantity, available: this.free.get(sku) ?? 0 }));
      if (shortages.length > 0) {
        return { kind: 'short', shortages };
      }
      lines.forEach(({ sku, quantity }) => this.free.set(sku, this.free.get(sku)! - quantity));
      this.held.set(id, lines);
    }
    return { kind: 'held' };
  }

  async prolong(id: string): Promise<boolean> {
    this.asked.push(`prolong ${id}`);
    return this.breaks === 'never' && this.held.has(id);
  }

  async release(id: string): Promise<boolean> {
    this.asked.push(`release ${id}`);
    if (this.breaks === 'before') {
      return false;
    }
    this.dead.add(id);
    this.held.get(id)?.forEach(({ sku, quantity }) => this.free.set(sku, this.free.get(sku)! + quantity));
    this.held.delete(id);
    return this.breaks === 'never';
  }
}

let clock: FakeClock;
let shelf: Shelf;
let keeper: HoldKeeper;
let shortages: readonly Shortage[];
let count: number;

beforeEach(() => {
  clock = new FakeClock();
  shelf = new Shelf();
  shortages = [];
  count = 0;
  keeper = new HoldKeeper({
    port: shelf,
    newId: () => `h${++count}`,
    now: clock.now,
    wake: clock.timer(),
    onHold: () => {},
    onShortages: (found) => (shortages = found),
  });
});

const mugs = (quantity: number): HoldLine[] => [{ sku: 'MUG', quantity }];

describe('hold keeper', () => {
  it('holds_what_was_scanned', async () => {
    keeper.want(mugs(1));
    await clock.pass(300);
    expect(shelf.free.get('MUG')).toBe(4);
    expect(keeper.current()).toBe('h1');
  });

  it('asks_once_for_a_burst_of_scans', async () => {
    for (let quantity = 1; quantity <= 4; quantity++) {
      keeper.want(mugs(quantity));
      await clock.pass(50);
    }
    await clock.pass(300);
    expect(shelf.asked).toEqual(['place h1']);
    expect(shelf.free.get('MUG')).toBe(1);
  });

  it('releases_the_old_hold_before_it_asks_for_the_new_one', async () => {
    keeper.want(mugs(3));
    await clock.pass(300);
    keeper.want(mugs(5));
    await clock.pass(300);
    expect(shelf.asked).toEqual(['place h1', 'release h1', 'place h2']);
    expect(shelf.free.get('MUG')).toBe(0);
  });

  it('never_has_two_requests_under_way', async () => {
    let go = () => {};
    shelf.slow = new Promise((done) => (go = done));
    keeper.want(mugs(1));
    await clock.pass(300);
    keeper.want(mugs(2));
    await clock.pass(1_000);
    expect(shelf.asked).toEqual(['place h1']);
    go();
    await settled();
    expect(shelf.asked).toEqual(['place h1', 'release h1', 'place h2']);
    expect(shelf.free.get('MUG')).toBe(3);
  });

  it('warns_of_a_shortage_and_holds_what_there_is', async () => {
    keeper.want([{ sku: 'MUG', quantity: 2 }, { sku: 'LAMP', quantity: 3 }]);
    await clock.pass(300);
    expect(shortages).toEqual([{ sku: 'LAMP', wanted: 3, available: 1 }]);
    expect([shelf.free.get('MUG'), shelf.free.get('LAMP')]).toEqual([3, 0]);
    expect(keeper.current()).toBe('h2');
  });

  it('takes_the_warning_back_when_the_cart_fits_again', async () => {
    keeper.want([{ sku: 'LAMP', quantity: 2 }]);
    await clock.pass(300);
    keeper.want([{ sku: 'LAMP', quantity: 1 }]);
    await clock.pass(300);
    expect(shortages).toEqual([]);
    expect(keeper.current()).not.toBeNull();
  });

  it('asks_again_under_the_same_id_when_the_answer_was_lost', async () => {
    shelf.breaks = 'after';
    keeper.want(mugs(2));
    await clock.pass(300);
    shelf.breaks = 'never';
    await clock.pass(1_000);
    expect(shelf.asked).toEqual(['place h1', 'place h1']);
    expect(shelf.free.get('MUG')).toBe(3);
    expect(keeper.current()).toBe('h1');
  });

  it('releases_an_id_in_doubt_when_the_cart_changed_meanwhile', async () => {
    shelf.breaks = 'after';
    keeper.want(mugs(2));
    await clock.pass(300);
    shelf.breaks = 'never';
    keeper.want(mugs(3));
    await clock.pass(300);
    expect(shelf.asked).toEqual(['place h1', 'release h1', 'place h2']);
    expect(shelf.free.get('MUG')).toBe(2);
  });

  it('gives_back_what_a_cleared_cart_held_even_if_the_hub_is_away_for_a_while', async () => {
    keeper.want(mugs(2));
    await clock.pass(300);
    shelf.breaks = 'before';
    keeper.want([]);
    await clock.pass(10_000);
    expect(shelf.free.get('MUG')).toBe(3);
    shelf.breaks = 'never';
    await clock.pass(20_000);
    expect(shelf.free.get('MUG')).toBe(5);
  });

  it('renews_before_the_hold_ends', async () => {
    keeper.want(mugs(1));
    await clock.pass(300);
    await clock.pass(500_000);
    expect(keeper.current()).toBe('h2');
    expect(shelf.free.get('MUG')).toBe(4);
  });

  it('leaves_the_hold_alone_while_the_customer_pays', async () => {
    keeper.want(mugs(1));
    await clock.pass(300);
    keeper.freeze();
    await clock.pass(3_600_000);
    keeper.abandon();
    expect(shelf.asked).toEqual(['place h1']);
  });

  it('hands_the_hold_over_to_the_sale_and_starts_afresh', async () => {
    keeper.want(mugs(1));
    await clock.pass(300);
    keeper.freeze();
    await keeper.handOver(keeper.current());
    keeper.want(mugs(1));
    await clock.pass(300);
    expect(shelf.asked).toEqual(['place h1', 'place h2']);
  });

  it('releases_a_hold_that_arrived_too_late_for_the_sale', async () => {
    let go = () => {};
    shelf.slow = new Promise((done) => (go = done));
    keeper.want(mugs(1));
    await clock.pass(300);
    keeper.freeze();
    expect(keeper.current()).toBeNull();
    const over = keeper.handOver(null);
    go();
    await over;
    expect(shelf.free.get('MUG')).toBe(5);
  });

  it('makes_a_new_hold_after_a_payment_that_came_to_nothing', async () => {
    keeper.want(mugs(1));
    await clock.pass(300);
    keeper.freeze();
    keeper.thaw();
    await clock.pass(10);
    expect(shelf.asked).toEqual(['place h1', 'release h1', 'place h2']);
    expect(keeper.current()).toBe('h2');
  });

  it('releases_at_once_when_the_page_goes_away', async () => {
    keeper.want(mugs(2));
    await clock.pass(300);
    keeper.abandon();
    await settled();
    expect(shelf.free.get('MUG')).toBe(5);
  });

  it('gives_back_first_what_was_held_before_a_crash', async () => {
    await shelf.place('old', [{ sku: 'LAMP', quantity: 1 }]);
    keeper.adopt(['old']);
    keeper.want([{ sku: 'LAMP', quantity: 1 }]);
    await clock.pass(300);
    expect(shortages).toEqual([]);
    expect(keeper.current()).toBe('h1');
  });

  it('gives_up_quietly_when_the_hub_refuses', async () => {
    shelf.refuses = true;
    keeper.want(mugs(1));
    await clock.pass(60_000);
    expect(shelf.asked).toEqual(['place h1', 'place h2', 'place h3']);
  });

  it('takes_a_new_id_when_the_one_in_doubt_has_ended', async () => {
    shelf.breaks = 'before';
    keeper.want(mugs(1));
    await clock.pass(300);
    shelf.breaks = 'never';
    shelf.dead.add('h1');
    await clock.pass(1_000);
    expect(keeper.current()).toBe('h2');
  });

  describe('what waits for a customer', () => {
    const olivia = { name: 'Olivia', pin: '739164' };

    beforeEach(async () => {
      shelf.free.set('MUG', 1);
      shelf.reserved.set('MUG', 1);
      keeper.want(mugs(2));
      await clock.pass(300);
    });

    it('is_held_in_full_when_a_manager_allows_it', async () => {
      expect(shortages).toMatchObject([{ sku: 'MUG', wanted: 2, available: 1 }]);
      expect(await keeper.override(olivia)).toEqual({ kind: 'held' });
      expect(shortages).toEqual([]);
      expect(shelf.held.get(keeper.current()!)).toEqual(mugs(2));
      expect(shelf.held.size).toBe(1);
    });

    it('is_held_as_before_when_he_does_not', async () => {
      expect(await keeper.override({ name: 'Cora', pin: '000000' })).toEqual({ kind: 'denied', waitMs: null });
      await clock.pass(300);
      expect(shelf.held.get(keeper.current()!)).toEqual(mugs(1));
      expect(shortages).toMatchObject([{ sku: 'MUG', wanted: 2, available: 1 }]);
    });

    it('is_kept_by_asking_for_more_time_because_it_would_not_be_granted_anew', async () => {
      await keeper.override(olivia);
      const id = keeper.current()!;
      await clock.pass(500_000);
      expect(shelf.asked).toContain(`prolong ${id}`);
      expect(shelf.asked).not.toContain(`release ${id}`);
      expect(keeper.current()).toBe(id);
    });

    it('is_asked_for_again_when_the_cart_changes', async () => {
      await keeper.override(olivia);
      keeper.want([...mugs(2), { sku: 'LAMP', quantity: 1 }]);
      await clock.pass(300);
      expect(shelf.held.get(keeper.current()!)).toEqual([...mugs(2), { sku: 'LAMP', quantity: 1 }]);
    });

    it('leaves_nothing_behind_when_the_answer_is_lost', async () => {
      shelf.breaks = 'after';
      expect(await keeper.override(olivia)).toEqual({ kind: 'lost' });
      shelf.breaks = 'never';
      await clock.pass(5_000);
      expect([...shelf.held.keys()]).toEqual([keeper.current()]);
      expect(shelf.held.get(keeper.current()!)).toEqual(mugs(1));
    });
  });
});
