import type { Session } from '../wire';
import { type ApprovalKind, mayApprove } from './approval';

/** How far refunds go at a location without a manager. */
export interface RefundPolicy {
  /** Up to so much, in the currency's smallest unit, whoever sells gives back alone, with the receipt at hand. */
  readonly alone: number;
}

/** One refund, as the cashier means it. */
export interface RefundWish {
  /** What the customer gets, in the currency's smallest unit. */
  readonly amount: number;
  /** Whether the receipt was scanned or found: without it nobody knows what was paid. */
  readonly receipt: boolean;
  /** Where the money goes. */
  readonly to: 'CASH' | 'CARD' | 'PAYPAL' | 'STORE_CREDIT';
  /** Whether the hub is in reach. */
  readonly online: boolean;
}

/** What it takes. */
export interface RefundRight {
  /** Who has to be asked for, or null when nobody has. A reason is asked for with it. */
  readonly ask: ApprovalKind | null;
  /** Whether the money goes only when the hub is in reach again, which the customer is told. */
  readonly later: boolean;
}

/** The policy of a location that has set none: 50.00 of a currency with two decimals. */
export function usualRefundPolicy(digits: number): RefundPolicy {
  return { alone: 50 * 10 ** digits };
}

/** What whoever is signed in may give back, by the policy of the location. */
export function refundRights(session: Session, policy: RefundPolicy): (wish: RefundWish) => RefundRight {
  const manages = mayApprove(session.user.role);
  return ({ amount, receipt, to, online }) => {
    // A drawer can be opened without the hub; a card or an account cannot.
    const later = !online && to !== 'CASH';
    if (manages) {
      return { ask: null, later };
    }
    return { ask: !receipt ? 'REFUND_WITHOUT_RECEIPT' : amount > policy.alone ? 'REFUND' : null, later };
  };
}
