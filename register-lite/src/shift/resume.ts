import type { Money } from '../wire';
import { type Move, type MoveKind, newShift, type Shift, type Sum } from './shift';

/** An open shift as the hub knows it. */
export interface OpenAtHub {
  readonly id: string;
  readonly report: {
    readonly register: string;
    readonly openedAt: string;
    readonly openedBy: string;
    readonly cash: { readonly began: Money };
    readonly figures: readonly { readonly section: string; readonly name: string; readonly pieces: number; readonly amount: Money }[];
  };
  readonly done: readonly { readonly id: string; readonly kind: string; readonly at: string; readonly person: string; readonly amount: Money | null; readonly reason: string | null }[];
}

const MOVES: readonly string[] = ['PAY_IN', 'PAY_OUT', 'DROP', 'NO_SALE'] satisfies MoveKind[];

/** The shift with all that the hub has of it, for a till that has lost its own. */
export function resumed({ id, report, done }: OpenAtHub, currency: string): Shift {
  const sums = (section: string) =>
    Object.fromEntries(report.figures.filter((one) => one.section === section).map(({ name, pieces, amount }): [string, Sum] => [name, { pieces, amount: amount.minor }]));
  const all = (section: string): Sum =>
    Object.values(sums(section)).reduce((sum, one) => ({ pieces: sum.pieces + one.pieces, amount: sum.amount + one.amount }), { pieces: 0, amount: 0 });
  const moves = done
    .filter(({ kind }) => MOVES.includes(kind))
    .map((one): Move => ({ id: one.id, kind: one.kind as MoveKind, amount: one.amount?.minor ?? 0, reason: one.reason, at: one.at, person: one.person }));
  return {
    ...newShift(id, report.register, currency, report.cash.began.minor, report.openedAt, report.openedBy),
    sales: all('SALES'),
    discounts: all('DISCOUNT'),
    taxes: sums('TAX'),
    tenders: sums('TENDER'),
    moves,
  };
}
