import { describe, expect, it } from 'vitest';
import { after, type Attempt, begun, cashRest, ELECTRONIC, givenUp, inCoins, isPaid, type Kind, type Move, restOf, roundingOf, taken, type Tendering } from '../src/tender/tendering';
import { seeded } from './random';

const SALE = 'sale';
const start = (due: number, step: number | null = null): Tendering => ({ due, step, attempts: [] });
const cash = (id: string, tendered: number): Move => ({ kind: 'cash', id, saleId: SALE, at: 0, tendered });
const part = (kind: Kind, id: string, amount: number): Omit<Attempt, 'state'> => ({ id, saleId: SALE, kind, amount, at: 0 });
const play = (from: Tendering, ...moves: Move[]) => moves.reduce(after, from);

describe('paying in parts', () => {
  it('scenario_20_the_rest_of_a_card_payment_is_rounded_in_cash', () => {
    const card = play(start(4783, 5), { kind: 'begin', attempt: part('CARD', 'c', 3000) }, { kind: 'taken', id: 'c' });
    expect(restOf(card)).toBe(1783);
    expect(cashRest(card)).toBe(1785);
    const paid = after(card, cash('k', 2000));
    expect(paid.attempts[1]).toMatchObject({ amount: 1785, tendered: 2000, change: 215, rounding: 2 });
    expect([isPaid(paid), restOf(paid), roundingOf(paid)]).toEqual([true, 0, 2]);
  });

  it('scenario_20_all_by_card_is_not_rounded', () => {
    const paid = play(start(4783, 5), { kind: 'begin', attempt: part('CARD', 'c', 4783) }, { kind: 'taken', id: 'c' });
    expect([isPaid(paid), roundingOf(paid)]).toEqual([true, 0]);
  });

  it.each([
    [1783, 1785],
    [1782, 1780],
    [2, 0],
    [3, 5],
    [0, 0],
  ])('%i in coins of five is %i', (due, coins) => {
    expect(inCoins(due, 5)).toBe(coins);
  });

  it('money_that_is_not_certain_counts_as_nothing_and_only_one_such_at_a_time', () => {
    const one = after(start(6420), { kind: 'begin', attempt: part('CARD', 'c', 6420) });
    expect([restOf(one), isPaid(one)]).toEqual([6420, false]);
    expect(after(one, { kind: 'begin', attempt: part('CARD', 'd', 6420) })).toBe(one);
    expect(after(one, cash('k', 6420))).toBe(one);
  });

  it('what_was_given_up_never_counts_again', () => {
    const paid = play(start(6420), { kind: 'begin', attempt: part('CARD', 'c', 6420) }, { kind: 'give-up', id: 'c' }, cash('k', 7000), { kind: 'taken', id: 'c' });
    expect(taken(paid).map(({ kind }) => kind)).toEqual(['CASH']);
    expect(givenUp(paid)).toHaveLength(1);
    expect(isPaid(paid)).toBe(true);
  });

  it('too_much_fits_nowhere', () => {
    expect(after(start(100), { kind: 'take', attempt: part('GIFT_CARD', 'g', 101) }).attempts).toEqual([]);
    expect(after(start(100), cash('k', -1)).attempts).toEqual([]);
    expect(after(start(102, 5), cash('k', 101)).attempts).toHaveLength(1);
  });

  it('a_sale_that_costs_nothing_is_paid_with_nothing_once', () => {
    const free = after(start(0), cash('k', 0));
    expect(isPaid(free)).toBe(true);
    expect(after(free, cash('l', 0))).toBe(free);
  });
});

/** What gateways hold to be true, kept beside the machine: it learns of it late, or never. */
class World {
  /** What customers were charged and nobody gave back, by attempt. */
  readonly charged = new Map<string, number>();
  private readonly open = new Map<string, number>();

  begin(id: string, amount: number): void {
    if (this.open.has(id) || this.charged.has(id)) {
      throw new Error('asked twice under one key');
    }
    this.open.set(id, amount);
  }

  charge(id: string): boolean {
    const amount = this.open.get(id);
    if (amount === undefined) {
      return false;
    }
    this.open.delete(id);
    this.charged.set(id, amount);
    return true;
  }

  end(id: string): void {
    this.open.delete(id);
    this.charged.delete(id);
  }
}

describe('ten thousand random counters', () => {
  const KINDS: readonly Kind[] = ['CARD', 'PAYPAL', 'GIFT_CARD', 'STORE_CREDIT', 'ON_ACCOUNT'];

  it.each([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])('money in is money due, never twice (seed %i)', (seed) => {
    const below = seeded(seed);
    for (let sale = 0; sale < 1_000; sale++) {
      const step = [null, 5, 10, 100][below(4)]!;
      let t = start(below(20_000), step);
      const world = new World();
      for (let i = 0; i < 60 && !isPaid(t); i++) {
        t = moved(t, world, `${sale}-${i}`, below);
        // One of these for each of six hundred thousand moves would take longer than the walk itself.
        const broken = wrong(t, step);
        if (broken) {
          expect.fail(`${broken}: ${JSON.stringify(t)}`);
        }
      }
      if (isPaid(t)) {
        // The hub lets go of all that was given up.
        givenUp(t).forEach(({ id }) => world.end(id));
        const electronic = taken(t).filter(({ kind }) => ELECTRONIC.has(kind));
        expect([...world.charged].sort()).toEqual(electronic.map(({ id, amount }): [string, number] => [id, amount]).sort());
        const cashIn = taken(t).reduce((sum, { kind, tendered, change }) => sum + (kind === 'CASH' ? tendered! - change! : 0), 0);
        const other = taken(t).reduce((sum, { kind, amount }) => sum + (kind === 'CASH' ? 0 : amount), 0);
        expect(cashIn + other).toBe(t.due + roundingOf(t));
      }
    }
  });

  function wrong(t: Tendering, step: number | null): string | null {
    const pays = taken(t).reduce((sum, { amount }) => sum + amount, 0);
    const rules: Record<string, boolean> = {
      'the rest is below zero': restOf(t) < 0,
      'parts and rest are not what is due': pays !== t.due - restOf(t) + roundingOf(t),
      'rounded by a coin or more': Math.abs(roundingOf(t)) >= (step ?? 1),
      'two uncertain payments': t.attempts.filter(({ state }) => state === 'BEGUN').length > 1,
      'one id twice': new Set(t.attempts.map(({ id }) => id)).size !== t.attempts.length,
      'below zero': taken(t).some(({ amount, change }) => amount < 0 || (change ?? 0) < 0),
    };
    return Object.keys(rules).find((rule) => rules[rule]) ?? null;
  }

  function moved(t: Tendering, world: World, id: string, below: (n: number) => number): Tendering {
    const pending = begun(t);
    switch (below(pending ? 5 : 4)) {
      case 0:
        return after(t, cash(id, below(3) === 0 ? cashRest(t) + below(500) : below(cashRest(t) + 1)));
      case 1: {
        const kind = KINDS[below(KINDS.length)]!;
        const attempt = part(kind, id, 1 + below(Math.max(1, restOf(t) + 2)));
        const later = after(t, { kind: ELECTRONIC.has(kind) ? 'begin' : 'take', attempt });
        if (later !== t && ELECTRONIC.has(kind)) {
          world.begin(id, attempt.amount);
        }
        return later;
      }
      case 2: {
        const some = taken(t);
        return some.length === 0 || below(3) > 0 ? t : after(t, { kind: 'remove', id: some[below(some.length)]!.id });
      }
      case 3:
        return pending ? t : after(t, { kind: 'due', due: below(20_000) });
      default: {
        // The answer says what is true, or is lost: then nobody learns it, and it may be true all the same.
        const truth = below(4);
        const one = pending!.id;
        if (truth === 0 && !world.charged.has(one)) {
          world.end(one);
          return after(t, { kind: 'ended', id: one });
        }
        if (truth <= 1) {
          world.charge(one);
          return after(t, { kind: 'taken', id: one });
        }
        if (truth === 2) {
          world.charge(one);
          return below(2) === 0 ? after(t, { kind: 'give-up', id: one }) : t;
        }
        return t;
      }
    }
  }
});
