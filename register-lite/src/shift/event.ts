import { type SaleRecord, type SaleState, totalOf } from '../outbox/record';
import type { Money, SaleBody, Session } from '../wire';
import { type Closed, discountOf, type Move, type Shift } from './shift';

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
  /** Left out on the device: what is under way is known only when the close is sent. */
  readonly underWay?: readonly UnderWay[];
}

export interface UnderWay {
  readonly id: string;
  readonly kind: 'SALE' | 'PAY_IN' | 'PAY_OUT' | 'DROP';
  readonly number: string;
  readonly total: Money;
  readonly tax: Money;
  readonly discount: Money;
  readonly cash: Money;
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

/** The hub takes no more than this of a till that was away for long; the rest it hears of anyway, later. */
const UNDER_WAY_MOST = 2_500;

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

/**
 * The close as it is sent now: with the sales and movements of its shift that the hub has not got, so that
 * its report counts all that this device has sold.
 */
export function withUnderWay(text: string, sales: readonly SaleRecord[], drawer: readonly DrawerRecord[]): string {
  const event = JSON.parse(text) as EventBody;
  if (!event.close) {
    return text;
  }
  const sold = sales.map((sale) => soldOf(sale, event.shift)).filter((one) => one !== null);
  const moved = drawer.map((record) => movedOf(record, event)).filter((one) => one !== null);
  const underWay = [...moved, ...sold].slice(0, UNDER_WAY_MOST);
  return JSON.stringify({ ...event, close: { ...event.close, underWay } });
}

function soldOf(sale: SaleRecord, shift: string): UnderWay | null {
  const body = JSON.parse(sale.body) as SaleBody;
  if (body.shift !== shift) {
    return null;
  }
  const { price, tenders, lines } = sale.receipt;
  const in_ = (minor: number): Money => ({ minor, currency: body.currency });
  const cash = tenders.filter((tender) => tender.kind === 'CASH').reduce((sum, tender) => sum + tender.amount.minor, 0);
  return {
    id: sale.id,
    kind: 'SALE',
    number: body.receiptNumber,
    total: in_(totalOf(sale.receipt)),
    tax: in_(price.taxes.reduce((sum, tax) => sum + tax.amount, 0)),
    discount: in_(discountOf(lines)),
    cash: in_(cash),
  };
}

function movedOf(record: DrawerRecord, close: EventBody): UnderWay | null {
  const event = JSON.parse(record.body) as EventBody;
  if (event.shift !== close.shift || (event.kind !== 'PAY_IN' && event.kind !== 'PAY_OUT' && event.kind !== 'DROP')) {
    return null;
  }
  const { currency } = event.amount;
  const minor = event.kind === 'PAY_IN' ? event.amount.minor : -event.amount.minor;
  const none: Money = { minor: 0, currency };
  return { id: event.id, kind: event.kind, number: event.reason ?? event.kind, total: { minor, currency }, tax: none, discount: none, cash: { minor, currency } };
}

function placeOf(shift: Shift, session: Session) {
  return { shift: shift.id, register: shift.register, location: session.location.id };
}

function money(shift: Shift, minor: number): Money {
  return { minor, currency: shift.currency };
}
