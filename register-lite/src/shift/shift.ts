import { western } from '../money';
import { type Receipt, totalOf } from '../outbox/record';

/** What can be done with a drawer beside selling. */
export type MoveKind = 'PAY_IN' | 'PAY_OUT' | 'DROP' | 'NO_SALE';

export interface Move {
  readonly id: string;
  readonly kind: MoveKind;
  /** Minor units, above zero; zero when the drawer was only opened. */
  readonly amount: number;
  readonly reason: string | null;
  readonly at: string;
  readonly person: string;
}

export interface Sum {
  readonly pieces: number;
  readonly amount: number;
}

export interface Pieces {
  readonly face: number;
  readonly pieces: number;
}

/** How a shift ended. */
export interface Closed {
  readonly at: string;
  readonly by: string;
  /** Of the Z report, counted on this device. */
  readonly number: number;
  readonly counted: number;
  readonly count: readonly Pieces[];
  readonly expected: number;
  readonly limit: number;
  readonly reason: string | null;
  /** Sales that were not at the hub when it ended. */
  readonly unsent: number;
}

/** A shift as this device knows it. Its sums grow with each sale, in the sale's own transaction. */
export interface Shift {
  readonly id: string;
  readonly register: string;
  /** Absent once it has ended: what makes an open shift easy to find. */
  readonly openAt?: string;
  readonly openedAt: string;
  readonly openedBy: string;
  readonly currency: string;
  readonly float: number;
  readonly sales: Sum;
  readonly discounts: Sum;
  readonly taxes: Readonly<Record<string, Sum>>;
  readonly tenders: Readonly<Record<string, Sum>>;
  readonly moves: readonly Move[];
  readonly closed: Closed | null;
}

/** How drawers are counted here, as the hub said last. */
export interface DrawerPolicy {
  readonly limit: number;
  readonly blind: boolean;
}

const NOTHING: Sum = { pieces: 0, amount: 0 };

export function newShift(id: string, register: string, currency: string, float: number, at: string, person: string): Shift {
  return {
    id,
    register,
    openAt: register,
    openedAt: at,
    openedBy: person,
    currency,
    float,
    sales: NOTHING,
    discounts: NOTHING,
    taxes: {},
    tenders: {},
    moves: [],
    closed: null,
  };
}

function plus(sum: Sum | undefined, amount: number): Sum {
  return { pieces: (sum?.pieces ?? 0) + 1, amount: (sum?.amount ?? 0) + amount };
}

/** The shift with one sale more. */
export function withSale(shift: Shift, sale: Pick<Receipt, 'price' | 'tenders' | 'lines' | 'charges'>): Shift {
  const taxes = { ...shift.taxes };
  for (const tax of sale.price.taxes) {
    taxes[tax.name] = plus(taxes[tax.name], tax.amount);
  }
  const tenders = { ...shift.tenders };
  for (const tender of sale.tenders) {
    tenders[tender.kind] = plus(tenders[tender.kind], tender.amount.minor);
  }
  const off = discountOf(sale.lines);
  return {
    ...shift,
    sales: plus(shift.sales, totalOf(sale)),
    discounts: off === 0 ? shift.discounts : plus(shift.discounts, off),
    taxes,
    tenders,
  };
}

export function discountOf(lines: Receipt['lines']): number {
  return lines.reduce((sum, line) => sum + (line.discount ?? 0), 0);
}

/** Cash that came out of sales, in minor units. */
export function cashSalesOf(shift: Shift): number {
  return shift.tenders['CASH']?.amount ?? 0;
}

export function movedOf(shift: Shift, kind: MoveKind): number {
  return shift.moves.filter((move) => move.kind === kind).reduce((sum, move) => sum + move.amount, 0);
}

/** What should be in the drawer: float + cash sales + pay-ins - pay-outs - drops. */
export function expectedOf(shift: Shift): number {
  return shift.float + cashSalesOf(shift) + movedOf(shift, 'PAY_IN') - movedOf(shift, 'PAY_OUT') - movedOf(shift, 'DROP');
}

export function countedOf(count: readonly Pieces[]): number {
  return count.reduce((sum, { face, pieces }) => sum + face * pieces, 0);
}

/** Whether somebody must say why the drawer is off. */
export function needsReason(counted: number, expected: number, limit: number): boolean {
  return Math.abs(counted - expected) > limit;
}

/** `Z-0042`: as the hub calls it too. */
export function nameOf(number: number): string {
  return `Z-${number.toString().padStart(4, '0')}`;
}

/** What somebody typed as a number of coins; null if it is none. */
export function piecesOf(typed: string): number | null {
  return typed.trim() === '' ? 0 : /^\d{1,5}$/.test(western(typed).trim()) ? Number(western(typed).trim()) : null;
}
