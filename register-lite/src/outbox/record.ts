import { type Cart, type CartLine, chargedIn } from '../cart/cart';
import type { HoldLine } from '../cart/hold-keeper';
import type { Given } from '../pricing/by-hand';
import type { Priced } from '../pricing/engine';
import type { Price } from '../pricing/tax';
import type { Pieces } from '../receipt/pieces';
import type { ChargeBody, GivenBody, Joined, RemarksBody, SaleBody, Session, Tender } from '../wire';

/** What the receipt shows, kept with the sale so that it can be printed again without the hub. */
export interface Receipt {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly soldAt: string;
  readonly session: Session;
  readonly lines: readonly CartLine[];
  /** Receipts of older versions do not say what each line costs. */
  readonly price: Price & Partial<Pick<Priced, 'items' | 'saved'>>;
  /** Titles of the promotions that gave something, by id. */
  readonly promotions?: Readonly<Record<string, string>>;
  readonly tenders: readonly Tender[];
  /** The card on which points were earned, and how many. */
  readonly points?: { readonly card: string; readonly earned: number };
  /** What the receipt's page is found by; sales of earlier versions have none. */
  readonly receiptToken?: string;
  /** What was charged beside goods. */
  readonly charges?: readonly ChargeBody[];
  /** On all of it. */
  readonly note?: string;
  readonly joined?: Joined | null;
}

/** UNSENT until the hub says it has it; ATTENTION when the hub said no and a person must look. */
export type SaleState = 'UNSENT' | 'SENT' | 'ATTENTION';

export interface SaleRecord {
  readonly id: string;
  /** Order of finishing on this device. */
  readonly sequence: number;
  readonly state: SaleState;
  /** The JSON as it is sent, byte for byte the same at every attempt. */
  readonly body: string;
  readonly receipt: Receipt;
  readonly attempts: number;
  /** Not before this time (milliseconds since 1970). */
  readonly nextAt: number;
  /** Why it is not at the hub yet. */
  readonly why: string | null;
  /** Sold beyond what this till was lent while the hub was away: somebody else may have had it. */
  readonly mayOversell?: boolean;
  /** What was printed of it here; absent before the first piece. */
  readonly printed?: Pieces;
}

/** A sale that is paid and still without its number. */
export type FinishedSale = Omit<Receipt, 'receiptNumber' | 'price'> & {
  readonly price: Priced;
  readonly holdId: string | null;
  readonly cart: Cart;
  readonly invoiceTo?: string | null;
  /** The version of the rules by which it was priced. */
  readonly rules: number;
  /** What no hold covers of what this till was lent; see `withoutAsking`. */
  readonly unasked?: readonly HoldLine[];
  /** More of it was sold than this till had for sure. */
  readonly mayOversell?: boolean;
};

export function bodyOf(sale: FinishedSale, receiptNumber: string, shift: string | null, lease: SaleBody['lease'] | null = null): SaleBody {
  const { currency, location, register } = sale.session;
  const money = (minor: number) => ({ minor, currency });
  return {
    id: sale.saleId,
    location: location.id,
    channel: 'COUNTER',
    register: register.id,
    receiptNumber,
    soldAt: sale.soldAt,
    holdId: sale.holdId,
    currency,
    lines: sale.price.items.map(({ sku, quantity, unitPrice, discount }, i) => ({
      sku,
      quantity,
      unitPrice: money(unitPrice),
      discount: discount === 0 ? null : money(discount),
      ...besides(sale.lines[i]!),
    })),
    taxes: sale.price.taxes.map((tax) => ({ ...tax, taxable: money(tax.taxable), amount: money(tax.amount) })),
    tenders: sale.tenders.map(toHub),
    ...beside(sale),
    ...(shift === null ? {} : { shift }),
    ...(lease ? { lease } : {}),
    pricing: {
      rules: sale.rules,
      pricedAt: new Date(Math.min(sale.cart.begunAt ?? Date.parse(sale.soldAt), Date.parse(sale.soldAt))).toISOString(),
      groups: [],
      coupons: sale.cart.coupons ?? [],
      lines: sale.lines.map((line, i) => ({ basePrice: money(line.unitPrice), discount: givenBody(line.given), parts: sale.price.items[i]!.parts })),
      discount: givenBody(sale.cart.given),
      exempt: sale.cart.exempt ?? null,
    },
    ...(sale.receiptToken === undefined ? {} : { receiptToken: sale.receiptToken }),
    ...(sale.charges === undefined ? {} : { charges: sale.charges }),
    ...remarksOf(sale.cart),
  };
}

/** The total of a receipt with what was charged beside goods. */
export function totalOf(receipt: Pick<Receipt, 'price' | 'charges'>): number {
  // Of a payment ahead the price itself is the charge.
  return receipt.price.total + (receipt.charges ?? []).reduce((sum, { kind, amount }) => sum + (kind === 'DEPOSIT' ? 0 : amount.minor), 0);
}

/** What the hub need not know twice stays here. */
function toHub(tender: Tender): Tender {
  if (!('endsWith' in tender) && !('left' in tender)) {
    return tender;
  }
  const { endsWith: _, left: _left, ...sent } = tender;
  return sent;
}

/** A receipt is kept for long and printed again: the code of a card is as good as its money. */
export function withoutCodes(tenders: readonly Tender[]): readonly Tender[] {
  return tenders.map((tender) => {
    if (tender.kind !== 'GIFT_CARD' && tender.kind !== 'STORE_CREDIT') {
      return tender;
    }
    const { reference: _, ...shown } = tender;
    return shown;
  });
}

/** The same for gift cards that were sold. */
export function withoutCardCodes(charges: readonly ChargeBody[]): readonly ChargeBody[] {
  return charges.map(({ code, ...shown }) => (shown.kind === 'GIFT_CARD' || code === undefined ? shown : { ...shown, code }));
}

function beside(sale: FinishedSale): Pick<SaleBody, 'rounding' | 'pointCard' | 'invoiceTo'> {
  const { currency } = sale.session;
  const { pointCard } = sale.cart;
  const rounding = sale.tenders.reduce((sum, { amount }) => sum + amount.minor, 0) - sale.price.total - chargedIn(sale.cart);
  return {
    ...(rounding === 0 ? {} : { rounding: { minor: rounding, currency } }),
    ...(pointCard ? { pointCard } : {}),
    ...(sale.invoiceTo ? { invoiceTo: sale.invoiceTo } : {}),
  };
}

/** What is said of a line beside its price. */
function besides({ serials, lot, weight, note }: CartLine) {
  return {
    ...(serials === undefined || serials.length === 0 ? {} : { serials }),
    ...(lot === undefined ? {} : { lot }),
    ...(weight === undefined ? {} : { weight }),
    ...(note === undefined ? {} : { note }),
  };
}

function remarksOf({ note, age, joined, quote }: Cart): { readonly remarks?: RemarksBody } {
  const remarks = { ...(note ? { note } : {}), ...(age ? { age } : {}), ...(joined ? { joined } : {}), ...(quote ? { quote } : {}) };
  return Object.keys(remarks).length === 0 ? {} : { remarks };
}

function givenBody(given: Given | null | undefined): GivenBody | null {
  return given ? { kind: given.kind, value: given.value, by: given.by, reason: given.reason, approval: given.approval } : null;
}

/** `R1-000101`: the register and a number without gaps. */
export function receiptNumberOf(register: string, count: number): string {
  return `${register}-${count.toString().padStart(6, '0')}`;
}
