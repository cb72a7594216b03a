import type { BasketLine } from './engine';
import type { Offer, Promotion, Target } from './rules';
import { compareProducts, part, safe, share, spread, sum } from './whole';

/** Units of one line that were treated alike so far; `left` is what they still cost together. */
export interface Run {
  readonly line: number;
  readonly count: number;
  readonly left: number;
  readonly touched: boolean;
  readonly alone: boolean;
}

interface Piece {
  readonly run: Run;
  readonly used: boolean;
  readonly given: boolean;
  off: number;
}

/** What one promotion would do to the units: which it needs, which it makes cheaper, by how much. */
export class Cut {
  private readonly pieces: Piece[] = [];

  constructor(runs: readonly Run[], used: readonly number[], given: readonly number[]) {
    runs.forEach((run, i) => {
      const [needed, cheaper] = [used[i]!, given[i]!];
      const upToGiven = part(run.left, cheaper, run.count);
      const upToUsed = part(run.left, needed, run.count);
      this.add(run, cheaper, upToGiven, true, true);
      this.add(run, needed - cheaper, upToUsed - upToGiven, true, false);
      this.add(run, run.count - needed, run.left - upToUsed, false, false);
    });
  }

  /** A percentage of what is given, rounded once a line. */
  percentOfLines(ppm: number): this {
    const given = this.given();
    for (const line of new Set(given.map((piece) => piece.run.line))) {
      const ofLine = given.filter((piece) => piece.run.line === line);
      takeOff(share(left(ofLine), ppm), ofLine);
    }
    return this;
  }

  percentOfAll(ppm: number): this {
    takeOff(share(left(this.given()), ppm), this.given());
    return this;
  }

  amountOffAll(amount: number): this {
    takeOff(Math.min(amount, left(this.given())), this.given());
    return this;
  }

  amountOffEach(amount: number): this {
    for (const piece of this.given()) {
      piece.off = Math.min(piece.run.left, amount * piece.run.count);
    }
    return this;
  }

  costsTogether(price: number): this {
    takeOff(left(this.given()) - price, this.given());
    return this;
  }

  gain(): number {
    return this.pieces.reduce((sofar, piece) => sofar + piece.off, 0);
  }

  gains(lines: number): readonly number[] {
    const gains = Array.from({ length: lines }, () => 0);
    for (const { run, off } of this.pieces) {
      gains[run.line]! += off;
    }
    return gains;
  }

  after(combinable: boolean): readonly Run[] {
    return this.pieces.map(({ run, used, off }) => ({
      ...run,
      left: run.left - off,
      touched: used || run.touched,
      alone: (used && !combinable) || run.alone,
    }));
  }

  private add(run: Run, count: number, worth: number, used: boolean, given: boolean): void {
    if (count > 0) {
      this.pieces.push({ run: { ...run, count, left: worth }, used, given, off: 0 });
    }
  }

  private given(): readonly Piece[] {
    return this.pieces.filter((piece) => piece.given);
  }
}

/** What the promotion would do now; its gain is zero when it does not apply. */
export function offered(promotion: Promotion, runs: readonly Run[], lines: readonly BasketLine[]): Cut {
  const free = (run: Run) => !run.alone && (promotion.combinable || !run.touched);
  const those = (target: Target) => {
    const covered = coverage(target);
    return [...runs.keys()].filter((i) => free(runs[i]!) && covered(lines[runs[i]!.line]!));
  };
  const { offer } = promotion;
  const target = those(promotion.target);
  switch (offer.kind) {
    case 'PERCENT':
      return all(runs, target).percentOfLines(offer.ppm);
    case 'AMOUNT':
      return all(runs, target).amountOffEach(offer.amount);
    case 'CART_PERCENT':
      return all(runs, target).percentOfAll(offer.ppm);
    case 'CART_AMOUNT':
      return all(runs, target).amountOffAll(offer.amount);
    case 'BUY_GET':
      return (offer.reward === null ? groups(offer, runs, target) : rewards(offer, runs, target, those(offer.reward))).percentOfLines(offer.ppm);
    case 'SET_PRICE':
      return sets(offer, runs, target);
  }
}

/** Whether the goods of a line are meant. */
export function coverage({ skus, types }: Target): (line: BasketLine) => boolean {
  return skus.length === 0 && types.length === 0 ? () => true : (line) => skus.includes(line.sku) || types.includes(line.type);
}

type BuyGet = Extract<Offer, { kind: 'BUY_GET' }>;
type SetPrice = Extract<Offer, { kind: 'SET_PRICE' }>;

const none = (runs: readonly Run[]) => runs.map(() => 0);

function all(runs: readonly Run[], target: readonly number[]): Cut {
  const used = none(runs);
  for (const i of target) {
    used[i] = runs[i]!.count;
  }
  return new Cut(runs, used, used);
}

/** Groups of bought and given units, the dearest first; the last of each group are given. */
function groups(offer: BuyGet, runs: readonly Run[], target: readonly number[]): Cut {
  const [used, given] = [none(runs), none(runs)];
  const size = offer.buy + offer.get;
  const end = most(Math.floor(units(runs, target) / size), offer.times) * size;
  const givenUpTo = (at: number) => Math.floor(at / size) * offer.get + Math.max(0, (at % size) - offer.buy);
  let at = 0;
  for (const i of dearestFirst(runs, target)) {
    const next = Math.min(at + runs[i]!.count, end);
    used[i] = next - at;
    given[i] = givenUpTo(next) - givenUpTo(at);
    at = next;
  }
  return new Cut(runs, used, given);
}

function rewards(offer: BuyGet, runs: readonly Run[], target: readonly number[], rewarded: readonly number[]): Cut {
  const used = none(runs);
  const bought = target.filter((i) => !rewarded.includes(i));
  const possible = Math.min(Math.floor(units(runs, bought) / offer.buy), Math.floor(units(runs, rewarded) / offer.get));
  const times = most(possible, offer.times);
  take(runs, used, dearestFirst(runs, bought), times * offer.buy);
  const given = none(runs);
  take(runs, given, cheapestFirst(runs, rewarded), times * offer.get);
  return new Cut(runs, used.map((count, i) => count + given[i]!), given);
}

/** Only sets that cost more apart; sorted as they are, no later one is dearer than an earlier one. */
function sets(offer: SetPrice, runs: readonly Run[], target: readonly number[]): Cut {
  const used = none(runs);
  const sorted = dearestFirst(runs, target);
  const possible = most(Math.floor(units(runs, target) / offer.size), offer.times);
  const next = walk(runs, sorted);
  let times = 0;
  while (times < possible && next(offer.size) > offer.price) {
    times++;
  }
  take(runs, used, sorted, times * offer.size);
  const cut = new Cut(runs, used, used);
  return times === 0 ? cut : cut.costsTogether(times * offer.price);
}

/** Goes along the runs and says what the next units cost together. */
function walk(runs: readonly Run[], places: readonly number[]): (units: number) => number {
  let [place, taken] = [0, 0];
  return (wanted) => {
    let [cost, open] = [0, wanted];
    while (open > 0) {
      const run = runs[places[place]!]!;
      const step = Math.min(open, run.count - taken);
      cost += part(run.left, taken + step, run.count) - part(run.left, taken, run.count);
      open -= step;
      taken += step;
      if (taken === run.count) {
        place++;
        taken = 0;
      }
    }
    return cost;
  };
}

function take(runs: readonly Run[], used: number[], places: readonly number[], wanted: number): void {
  let open = wanted;
  for (const i of places) {
    used[i] = Math.min(open, runs[i]!.count);
    open -= used[i]!;
  }
}

function dearestFirst(runs: readonly Run[], places: readonly number[]): readonly number[] {
  return places.toSorted((a, b) => dearest(runs[a]!, runs[b]!));
}

function cheapestFirst(runs: readonly Run[], places: readonly number[]): readonly number[] {
  return places.toSorted((a, b) => dearest(runs[b]!, runs[a]!));
}

function dearest(a: Run, b: Run): number {
  return compareProducts(b.left, a.count, a.left, b.count);
}

function most(possible: number, times: number | null): number {
  return times === null ? possible : Math.min(possible, times);
}

function units(runs: readonly Run[], places: readonly number[]): number {
  return places.reduce((sofar, i) => sofar + runs[i]!.count, 0);
}

function left(pieces: readonly Piece[]): number {
  return sum(pieces.map((piece) => piece.run.left));
}

function takeOff(amount: number, pieces: readonly Piece[]): void {
  const parts = spread(safe(amount), pieces.map((piece) => piece.run.left));
  pieces.forEach((piece, i) => (piece.off = parts[i]!));
}
