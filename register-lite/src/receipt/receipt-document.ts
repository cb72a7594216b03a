import { percentText, show } from '../money';
import { type Receipt, totalOf } from '../outbox/record';
import type { Part } from '../pricing/engine';
import type { TaxLine } from '../pricing/tax';
import { otherReasons } from '../screens/sale/line-parts';
import type { Tender } from '../wire';
import { weightText } from '../scale/weight';
import { onPaper, type Speech } from '../words/words';
import { plain } from './plain';

/** Which piece of paper this is. Of a sale there is one original; what is printed later says so. */
export type Piece = { readonly kind: 'original' } | { readonly kind: 'copy'; readonly count: number } | { readonly kind: 'gift' };

export interface Row {
  readonly name: string;
  readonly value: string;
}

export interface DocumentLine {
  readonly what: string;
  /** Before the line's discount; null on a gift receipt. */
  readonly amount: string | null;
  readonly details: readonly string[];
}

/**
 * What a receipt says, in the words in which it says it. The screen, the printer and the browser's own
 * print are drawn from it; the hub's page says the same of the same sale, held to it by golden receipts.
 */
export interface ReceiptDocument {
  readonly saleId: string;
  readonly number: string;
  readonly merchant: { readonly name: string; readonly address: readonly string[] };
  /** "COPY 1", "GIFT RECEIPT", or null on the original. */
  readonly mark: string | null;
  readonly facts: readonly Row[];
  readonly lines: readonly DocumentLine[];
  /** What comes before the total, the total, and what was saved and the taxes that are inside it; empty on a gift receipt. */
  readonly sums: readonly Row[];
  readonly total: Row | null;
  readonly included: readonly Row[];
  readonly tenders: readonly Row[];
  /** What was written down on all of it. */
  readonly notes: readonly string[];
  readonly footer: readonly string[];
  /** The address of the receipt as a page; null when it has none, or would show a gift's price. */
  readonly link: string | null;
}

/** What kinds of tenders are called. */
function namesOf({ t }: Speech): Record<string, string> {
  return {
    CASH: t('Cash'),
    CARD: t('Card'),
    PAYPAL: t('PayPal'),
    SHOP: t('Online shop'),
    GIFT_CARD: t('Gift card'),
    STORE_CREDIT: t('Store credit'),
    ON_ACCOUNT: t('On account'),
    DEPOSIT: t('Deposit'),
    EXCHANGE: t('Exchange'),
  };
}

/**
 * The receipt in words.
 *
 * @param link the address of the receipt's page, or null
 * @param region how numbers and dates are written; as the language does unless told
 * @param speech in which language; that of receipts unless told
 */
export function receiptDocument(receipt: Receipt, piece: Piece, link: string | null, region?: string, speech: Speech = onPaper()): ReceiptDocument {
  const locale = region ?? speech.locale;
  const { t } = speech;
  const { session, price } = receipt;
  const money = (minor: number) => plain(show(minor, session.currency, locale));
  const gift = piece.kind === 'gift';
  const taxes = price.taxes.map((tax) => ({ name: plain(taxName(tax, locale, speech)), value: money(tax.amount) }));
  const included = session.taxMode === 'INCLUSIVE';
  const saved = price.saved ?? 0;
  return {
    saleId: receipt.saleId,
    number: plain(receipt.receiptNumber),
    merchant: { name: plain(session.merchant.name), address: session.merchant.address.map(plain) },
    mark: piece.kind === 'copy' ? t('COPY {count}', { count: piece.count }) : gift ? t('GIFT RECEIPT') : null,
    facts: [
      { name: t('Receipt'), value: plain(receipt.receiptNumber) },
      { name: t('Date'), value: localTime(receipt.soldAt, session.location.timeZone, locale) },
      { name: t('Location'), value: plain(`${session.location.name}, ${session.register.id}`) },
      { name: t('Served by'), value: plain(session.user.name) },
    ],
    lines: [...receipt.lines.map((line, i) => {
      const item = price.items?.[i];
      const unitPrice = item?.unitPrice ?? line.unitPrice;
      const title = plain(line.variantTitle === '' ? line.title : `${line.title}, ${line.variantTitle}`);
      const details: string[] = [];
      if (!gift && line.quantity > 1) {
        details.push(`${line.quantity} × ${money(unitPrice)}`);
      }
      if (!gift && item) {
        details.push(...item.parts.map((part) => `${reason(part, receipt, speech)} −${money(part.amount)}`));
      } else if (!gift && line.discount !== null && line.discount > 0) {
        details.push(t('Discount −{amount}, now {left}', { amount: money(line.discount), left: money(line.unitPrice * line.quantity - line.discount) }));
      }
      if (line.weight !== undefined) {
        details.push(plain(`${weightText(line.weight)} ${line.unit ?? ''}`));
      }
      if (!gift && line.note !== undefined) {
        details.push(plain(line.note));
      }
      return {
        what: gift && line.quantity > 1 ? `${line.quantity} × ${title}` : title,
        amount: gift ? null : money(unitPrice * line.quantity),
        details,
      };
    }), ...chargeLines(receipt, gift, money)],
    sums: gift || included ? [] : [{ name: t('Subtotal'), value: money(price.subtotal) }, ...taxes],
    total: gift ? null : { name: t('Total'), value: money(totalOf(receipt)) },
    included: gift ? [] : [...(saved > 0 ? [{ name: t('You saved'), value: money(saved) }] : []), ...(included ? taxes : [])],
    tenders: gift ? [] : [...tenderRows(receipt, money, speech), ...pointRows(receipt, speech)],
    notes: !gift && receipt.note ? [plain(receipt.note)] : [],
    footer: gift ? [t('A gift for you. Bring this along to exchange it.')] : [t('Thank you for your visit.')],
    link: gift ? null : link,
  };
}

/** Why a line costs less. */
function reason(part: Part, receipt: Receipt, speech: Speech): string {
  return part.source === 'PROMOTION' ? plain(receipt.promotions?.[part.promotion ?? ''] ?? speech.t('Promotion')) : otherReasons(speech)[part.source];
}

function tenderRows(receipt: Receipt, money: (minor: number) => string, speech: Speech): readonly Row[] {
  const { t } = speech;
  const names = namesOf(speech);
  const paid = receipt.tenders.reduce((sum, tender) => sum + tender.amount.minor, 0);
  const rounding = paid - totalOf(receipt);
  return [
    ...(rounding === 0 ? [] : [{ name: t('Rounding'), value: money(rounding) }]),
    ...receipt.tenders.flatMap((tender: Tender) =>
      tender.kind === 'CASH'
        ? [
            { name: t('Cash'), value: money(tender.tendered.minor) },
            { name: t('Change'), value: money(tender.change.minor) },
          ]
        : [{ name: names[tender.kind] ?? plain(tender.kind), value: money(tender.amount.minor) }, ...leftRow(tender, money, speech)],
    ),
  ];
}

/** What was charged beside goods; whoever gets a gift card as a gift need not know what it cost. */
function chargeLines(receipt: Receipt, gift: boolean, money: (minor: number) => string): readonly DocumentLine[] {
  return (receipt.charges ?? [])
    .filter(({ kind }) => !gift || kind === 'GIFT_CARD')
    .map(({ title, amount }) => ({ what: plain(title), amount: gift ? null : money(amount.minor), details: [] }));
}

/** What the customer still has on his card. */
function leftRow(tender: Tender, money: (minor: number) => string, { t }: Speech): readonly Row[] {
  return 'left' in tender && tender.left !== undefined ? [{ name: t('Left on card …{end}', { end: plain(tender.endsWith ?? '') }), value: money(tender.left.minor) }] : [];
}

function pointRows(receipt: Receipt, { t }: Speech): readonly Row[] {
  return receipt.points ? [{ name: t('Points, card {card}', { card: plain(receipt.points.card) }), value: `+${receipt.points.earned}` }] : [];
}

function taxName(tax: TaxLine, locale: string, { t }: Speech): string {
  const name = `${tax.name} ${percentText(tax.ratePpm, locale)}`;
  return tax.included ? t('incl. {tax}', { tax: name }) : name;
}

/** The shop's time, wherever the device thinks it is. */
function localTime(instant: string, timeZone: string, locale: string): string {
  return plain(new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(instant)));
}
