import type { SaleState } from '../outbox/record';
import type { Money, Session } from '../wire';
import type { Closed, Move, Shift } from './shift';

/** What the hub is told of a drawer. */
export interface EventBody {
  readonly id: string;
  readonly kind: 'OPENED' | Move['kind'] | 'CLOSED';
  readonly shift: string;
  readonly register: string;
  readonly location: string;
  readonly person: string;
  readonly at: string;
  readonly amount: Money;
  readonly reason: string | null;
  readonly close?: CloseBody;
}

export interface CloseBody {
  readonly number: number;
  readonly expected: Money;
  readonly limit: Money;
  readonly count: readonly { readonly face: Money; readonly pieces: number }[];
}

/** Something to tell the hub, kept until it says that it has it. */
export interface DrawerRecord {
  readonly id: string;
  readonly shift: string;
  /** Order of happening on this device. */
  readonly sequence: number;
  readonly state: SaleState;
  readonly body: string;
  readonly attempts: number;
  readonly nextAt: number;
  readonly why: string | null;
}

export function openedBody(shift: Shift, session: Session): EventBody {
  return {
    id: shift.id,
    kind: 'OPENED',
    ...placeOf(shift, session),
    person: shift.openedBy,
    at: shift.openedAt,
    amount: money(shift, shift.float),
    reason: null,
  };
}

export function movedBody(shift: Shift, session: Session, move: Move): EventBody {
  const { id, kind, person, at, reason } = move;
  return { id, kind, ...placeOf(shift, session), person, at, amount: money(shift, move.amount), reason };
}

export function closedBody(id: string, shift: Shift, session: Session, closed: Closed): EventBody {
  return {
    id,
    kind: 'CLOSED',
    ...placeOf(shift, session),
    person: closed.by,
    at: closed.at,
    amount: money(shift, closed.counted),
    reason: closed.reason,
    close: {
      number: closed.number,
      expected: money(shift, closed.expected),
      limit: money(shift, closed.limit),
      count: closed.count.map(({ face, pieces }) => ({ face: money(shift, face), pieces })),
    },
  };
}

function placeOf(shift: Shift, session: Session) {
  return { shift: shift.id, register: shift.register, location: session.location.id };
}

function money(shift: Shift, minor: number): Money {
  return { minor, currency: shift.currency };
}
