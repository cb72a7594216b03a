import type { Price } from '../pricing';
import type { Pieces } from '../receipt/pieces';
import type { CartLine } from '../cart/cart';
import type { SaleBody, Session, Tender } from '../wire';

/** What the receipt shows, kept with the sale so that it can be printed again without the hub. */
export interface Receipt {
  readonly saleId: string;
  readonly receiptNumber: string;
  readonly soldAt: string;
  readonly session: Session;
  readonly lines: readonly CartLine[];
  readonly price: Price;
  readonly tenders: readonly Tender[];
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
export type FinishedSale = Omit<Receipt, 'receiptNumber'> & { readonly holdId: string | null };

export function bodyOf(sale: FinishedSale, receiptNumber: string): SaleBody {
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
    lines: sale.lines.map((line) => ({
      sku: line.sku,
      quantity: line.quantity,
      unitPrice: money(line.unitPrice),
      discount: line.discount === null ? null : money(line.discount),
    })),
    taxes: sale.price.taxes.map((tax) => ({ ...tax, taxable: money(tax.taxable), amount: money(tax.amount) })),
    tenders: sale.tenders,
    ...(sale.receiptToken === undefined ? {} : { receiptToken: sale.receiptToken }),
  };
}

/** `R1-000101`: the register and a number without gaps. */
export function receiptNumberOf(register: string, count: number): string {
  return `${register}-${count.toString().padStart(6, '0')}`;
}
