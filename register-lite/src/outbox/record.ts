import { type Cart, type CartLine, chargedIn, type Charge } from '../cart/cart';
import type { Given } from '../pricing/by-hand';
import type { Priced } from '../pricing/engine';
import type { Price } from '../pricing/tax';
import type { Pieces } from '../receipt/pieces';
import type { GivenBody, SaleBody, Session, Tender } from '../wire';

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
  /** What was charged beside goods, without the codes of gift cards. */
  readonly charges?: readonly Charge[];
  /** The card on which points were earned, and how many. */
  readonly points?: { readonly card: string; readonly earned: number };
  /** What the receipt's page is found by; sales of earlier versions have none. */
  readonly receiptToken?: string;
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
};

export function bodyOf(sale: FinishedSale, receiptNumber: string, shift: string | null): SaleBody {
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
    lines: sale.price.items.map(({ sku, quantity, unitPrice, discount }) => ({
      sku,
      quantity,
      unitPrice: money(unitPrice),
      discount: discount === 0 ? null : money(discount),
    })),
    taxes: sale.price.taxes.map((tax) => ({ ...tax, taxable: money(tax.taxable), amount: money(tax.amount) })),
    tenders: sale.tenders.map(toHub),
    ...beside(sale),
    ...(shift === null ? {} : { shift }),
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
  };
}

/** The total of a receipt with what was charged beside goods. */
export function totalOf(receipt: Pick<Receipt, 'price' | 'charges'>): number {
  return receipt.price.total + (receipt.charges ?? []).reduce((sum, { amount }) => sum + amount, 0);
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
    if (tender.kind !== 'GIFT_CARD' && tender.kind !== 'STORE_CREDIT' && tender.kind !== 'DEPOSIT') {
      return tender;
    }
    const { reference: _, ...shown } = tender;
    return shown;
  });
}

function beside(sale: FinishedSale): Pick<SaleBody, 'charges' | 'rounding' | 'pointCard' | 'invoiceTo'> {
  const { currency } = sale.session;
  const { charges = [], pointCard } = sale.cart;
  const rounding = sale.tenders.reduce((sum, { amount }) => sum + amount.minor, 0) - sale.price.total - chargedIn(sale.cart);
  return {
    ...(charges.length === 0 ? {} : { charges: charges.map((charge) => ({ ...charge, amount: { minor: charge.amount, currency } })) }),
    ...(rounding === 0 ? {} : { rounding: { minor: rounding, currency } }),
    ...(pointCard ? { pointCard } : {}),
    ...(sale.invoiceTo ? { invoiceTo: sale.invoiceTo } : {}),
  };
}

function givenBody(given: Given | null | undefined): GivenBody | null {
  return given ? { kind: given.kind, value: given.value, by: given.by, reason: given.reason, approval: given.approval } : null;
}

/** `R1-000101`: the register and a number without gaps. */
export function receiptNumberOf(register: string, count: number): string {
  return `${register}-${count.toString().padStart(6, '0')}`;
}
