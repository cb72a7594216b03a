import { show } from '../money';
import type { Receipt } from '../outbox/record';
import { plain } from '../receipt/plain';
import { type ReceiptDocument, receiptDocument } from '../receipt/receipt-document';
import type { Session } from '../wire';
import { t } from '../words/words';
import { paidAhead, type ParkedSale } from './parked-sale';

/** A quote on paper: looks like a receipt and says that it is none. */
export function quoteSlip(parked: ParkedSale, session: Session): ReceiptDocument {
  if (parked.waiting.kind !== 'QUOTE') {
    throw new Error(`${parked.id} is no quote`);
  }
  const { number, until, price } = parked.waiting;
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${until}T00:00:00Z`));
  return slip({ saleId: parked.id, receiptNumber: number, soldAt: new Date(parked.at).toISOString(), session, lines: parked.cart.lines, price, tenders: [], ...(parked.cart.note ? { note: parked.cart.note } : {}) }, t('QUOTE'), number, [
    t('Prices stand until {day}.', { day }),
    t('This is no receipt. Bring it along, we scan its code.'),
  ]);
}

/** What a customer takes home whose goods wait for him: what they cost, what he paid, what is open. */
export function laybySlip(parked: ParkedSale, session: Session): ReceiptDocument {
  if (parked.waiting.kind !== 'LAYBY') {
    throw new Error(`${parked.id} is no lay-by`);
  }
  const { code, paid } = parked.waiting;
  const money = (minor: number) => plain(show(minor, session.currency));
  const document = slip({ saleId: parked.id, receiptNumber: code, soldAt: new Date(parked.at).toISOString(), session, lines: parked.cart.lines, price: { subtotal: parked.total, taxes: [], total: parked.total, ...(parked.items ? { items: parked.items } : {}) }, tenders: [] }, t('LAY-BY'), code, [
    t('Your goods wait for you. Bring this slip along.'),
  ]);
  return {
    ...document,
    tenders: [...paid.map((one) => ({ name: t('Paid, {number}', { number: one.receiptNumber }), value: money(one.amount) })), { name: t('Still open'), value: money(parked.total - paidAhead(parked.waiting)) }],
  };
}

function slip(receipt: Receipt, mark: string, number: string, footer: readonly string[]): ReceiptDocument {
  const document = receiptDocument(receipt, { kind: 'original' }, null);
  return { ...document, mark, number, footer };
}
