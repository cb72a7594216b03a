/**
 * How one sale is paid, in as many parts as it takes: a pure machine that is told what happened and answers what is
 * to be paid still. What counts as paid is certain: money whose end is not known counts as nothing until it is.
 */

export type Kind = 'CASH' | 'CARD' | 'PAYPAL' | 'GIFT_CARD' | 'STORE_CREDIT' | 'ON_ACCOUNT';

/** Paid through a gateway of the hub: between the first call and a definite end nobody can say whether money moved. */
export const ELECTRONIC: ReadonlySet<Kind> = new Set<Kind>(['CARD', 'PAYPAL']);

/**
 * BEGUN: it may take effect at any moment. TAKEN: it counts. GIVEN_UP: nobody wants it any more; what turns up of it is
 * cancelled or given back by the hub, and it never counts again.
 */
export type AttemptState = 'BEGUN' | 'TAKEN' | 'GIVEN_UP';

/** One way in which the customer pays a part. Its id is made before the first try, and is the key of every try. */
export interface Attempt {
  readonly id: string;
  readonly saleId: string;
  readonly kind: Kind;
  /** What it pays; of cash what stays in the drawer. */
  readonly amount: number;
  readonly state: AttemptState;
  /** Order of beginning. */
  readonly at: number;
  /** Cash: what was handed over and what goes back. */
  readonly tendered?: number;
  readonly change?: number;
  /** Cash: what the drawer gets beyond what was due, to the smallest coin. */
  readonly rounding?: number;
  /** Of a gift card or credit; not shown to anybody. */
  readonly code?: string;
  readonly endsWith?: string;
  /** What is left on the card after this. */
  readonly left?: number;
  /** On account: whose. */
  readonly reference?: string;
  /** On account: where the invoice goes. */
  readonly invoiceTo?: string;
  /** The hold of the goods that are paid for, if any. */
  readonly holdId?: string | null;
}

export interface Tendering {
  /** What the sale comes to. */
  readonly due: number;
  /** The value of the smallest coin in minor units, or null where every minor unit is one. */
  readonly step: number | null;
  readonly attempts: readonly Attempt[];
}

export type Move =
  | { readonly kind: 'cash'; readonly id: string; readonly saleId: string; readonly at: number; readonly tendered: number }
  | { readonly kind: 'begin'; readonly attempt: Omit<Attempt, 'state'> }
  /** What cannot be in doubt: a part on account, or of a card whose money the hub has set aside. */
  | { readonly kind: 'take'; readonly attempt: Omit<Attempt, 'state'> }
  /** The gateway has the money. */
  | { readonly kind: 'taken'; readonly id: string }
  /** It ended without money. */
  | { readonly kind: 'ended'; readonly id: string }
  /** Nobody wants it any more, however it ends. */
  | { readonly kind: 'give-up'; readonly id: string }
  /** Its end is known, and nothing of it is left. */
  | { readonly kind: 'settled'; readonly id: string }
  /** Taken back before the sale is finished; cash is handed back, a gateway's money goes the way of what was given up. */
  | { readonly kind: 'remove'; readonly id: string }
  /** A tip came or went; not once something is paid. */
  | { readonly kind: 'due'; readonly due: number };

export const begun = (t: Tendering): Attempt | null => t.attempts.find(({ state }) => state === 'BEGUN') ?? null;

export const taken = (t: Tendering): readonly Attempt[] => t.attempts.filter(({ state }) => state === 'TAKEN');

export const givenUp = (t: Tendering): readonly Attempt[] => t.attempts.filter(({ state }) => state === 'GIVEN_UP');

/** What the drawer got beyond what was due; below zero when it got less. */
export const roundingOf = (t: Tendering): number => taken(t).reduce((sum, { rounding }) => sum + (rounding ?? 0), 0);

/** What is to be paid still, never below zero. */
export const restOf = (t: Tendering): number => t.due - taken(t).reduce((sum, { amount, rounding }) => sum + amount - (rounding ?? 0), 0);

/** Whether the cart may not change any more. */
export const underWay = (t: Tendering): boolean => t.attempts.some(({ state }) => state !== 'GIVEN_UP');

/** Whether all is paid for certain. */
export const isPaid = (t: Tendering): boolean => restOf(t) === 0 && begun(t) === null && taken(t).length > 0;

/** What can be paid of it in coins: half a step goes up, as the hub rounds. */
export function inCoins(amount: number, step: number | null): number {
  if (step === null) {
    return amount;
  }
  const off = amount % step;
  return 2 * off < step ? amount - off : amount - off + step;
}

/** What the rest comes to when it is paid in cash. */
export const cashRest = (t: Tendering): number => inCoins(restOf(t), t.step);

/** The tendering after a move; the same one when the move makes no sense. */
export function after(t: Tendering, move: Move): Tendering {
  switch (move.kind) {
    case 'cash':
      return cash(t, move);
    case 'begin':
      return fits(t, move.attempt) && begun(t) === null ? add(t, { ...move.attempt, state: 'BEGUN' }) : t;
    case 'take':
      return fits(t, move.attempt) && begun(t) === null ? add(t, { ...move.attempt, state: 'TAKEN' }) : t;
    case 'taken':
      return change(t, move.id, 'BEGUN', 'TAKEN');
    case 'ended':
      return without(t, move.id, 'BEGUN');
    case 'give-up':
      return change(t, move.id, 'BEGUN', 'GIVEN_UP');
    case 'settled':
      return without(t, move.id, 'GIVEN_UP');
    case 'remove': {
      const one = t.attempts.find(({ id }) => id === move.id);
      return one && ELECTRONIC.has(one.kind) ? change(t, move.id, 'TAKEN', 'GIVEN_UP') : without(t, move.id, 'TAKEN');
    }
    case 'due':
      return underWay(t) || !Number.isSafeInteger(move.due) || move.due < 0 ? t : { ...t, due: move.due };
  }
}

/** Cash is taken as handed over; with enough of it the rest is paid, rounded to the smallest coin. */
function cash(t: Tendering, { id, saleId, at, tendered }: Extract<Move, { kind: 'cash' }>): Tendering {
  const rest = restOf(t);
  const owed = cashRest(t);
  // A sale that costs nothing is paid with nothing; what is paid already needs no cash.
  if (begun(t) !== null || !Number.isSafeInteger(tendered) || tendered < 0 || (rest === 0 && taken(t).length > 0)) {
    return t;
  }
  if (tendered >= owed) {
    return add(t, { id, saleId, at, kind: 'CASH', state: 'TAKEN', amount: owed, tendered, change: tendered - owed, rounding: owed - rest });
  }
  // Rounding up may ask for more than the rest; a part of it must never be more than the rest.
  return tendered > 0 && tendered < rest ? add(t, { id, saleId, at, kind: 'CASH', state: 'TAKEN', amount: tendered, tendered, change: 0, rounding: 0 }) : t;
}

function fits(t: Tendering, { amount, id }: { readonly amount: number; readonly id: string }): boolean {
  return Number.isSafeInteger(amount) && amount > 0 && amount <= restOf(t) && t.attempts.every((other) => other.id !== id);
}

function add(t: Tendering, attempt: Attempt): Tendering {
  return t.attempts.some(({ id }) => id === attempt.id) ? t : { ...t, attempts: [...t.attempts, attempt] };
}

function change(t: Tendering, id: string, from: AttemptState, to: AttemptState): Tendering {
  return { ...t, attempts: t.attempts.map((one) => (one.id === id && one.state === from ? { ...one, state: to } : one)) };
}

function without(t: Tendering, id: string, state: AttemptState): Tendering {
  return { ...t, attempts: t.attempts.filter((one) => one.id !== id || one.state !== state) };
}
