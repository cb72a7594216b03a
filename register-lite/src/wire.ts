/** What the hub and the till say to each other, as it stands on the wire. */

export interface Money {
  readonly minor: number;
  readonly currency: string;
}

export interface Variant {
  readonly sku: string;
  readonly barcode: string | null;
  readonly title: string;
  readonly options: readonly { readonly name: string; readonly value: string }[];
  readonly price: Money;
  readonly taxCategory: string;
  readonly image: string | null;
  readonly available: number;
}

export interface Product {
  readonly id: string;
  readonly title: string;
  readonly vendor: string | null;
  readonly type: string | null;
  readonly variants: readonly Variant[];
}

export interface ProductPage {
  readonly products: readonly Product[];
  readonly nextCursor: string | null;
}

/** What a customer at the counter can buy is `available + published`: the web gives way. */
export interface Level {
  readonly sku: string;
  readonly available: number;
  readonly published: number;
  /** Units promised or sold beyond what is there; absent when there are none. */
  readonly short?: number;
}

export interface Levels {
  readonly location: string;
  readonly levels: readonly Level[];
  readonly version: number;
}

export type TaxMode = 'EXCLUSIVE' | 'INCLUSIVE';

export interface TaxRate {
  readonly category: string;
  readonly name: string;
  readonly ratePpm: number;
}

export interface Session {
  readonly user: { readonly id: string; readonly name: string; readonly role: string };
  readonly merchant: { readonly name: string; readonly address: readonly string[] };
  readonly location: { readonly id: string; readonly name: string; readonly timeZone: string };
  readonly register: { readonly id: string };
  readonly currency: string;
  readonly taxMode: TaxMode;
  readonly taxRates: readonly TaxRate[];
  readonly tenders: readonly string[];
  readonly stockPolicy: 'WARN' | 'REFUSE';
  /** Where customers find receipts as pages, up to the token; absent when it is where the till is. */
  readonly receiptUrl?: string | null;
  /** Begun at this device while the hub was away; the hub never says so. */
  readonly offline?: boolean;
}

export interface Shortage {
  readonly sku: string;
  readonly wanted: number;
  readonly available: number;
  /** Customers for whom the missing ones wait; absent when nobody's name is on them. */
  readonly reservedFor?: readonly ReservedFor[];
}

export interface ReservedFor {
  readonly pickup: string;
  readonly reference: string;
  readonly quantity: number;
}

export interface Problem {
  readonly code: string;
  readonly title: string;
  readonly detail: string | null;
  readonly errors: readonly { readonly field: string; readonly reason: string }[];
  readonly shortages: readonly Shortage[];
}

export interface HoldView {
  readonly id: string;
  readonly state: string;
}

export type PaymentState = 'WAITING' | 'APPROVED' | 'CAPTURED' | 'FAILED' | 'CANCELLED' | 'UNKNOWN';

export interface PaymentView {
  readonly id: string;
  readonly saleId: string;
  readonly amount: Money;
  readonly state: PaymentState;
  readonly approvalUrl: string | null;
  readonly reference: string | null;
  readonly note: string | null;
}

export type Tender =
  | { readonly kind: 'CASH'; readonly amount: Money; readonly tendered: Money; readonly change: Money }
  | { readonly kind: 'PAYPAL'; readonly amount: Money; readonly paymentId: string };

export interface SaleBody {
  readonly id: string;
  readonly location: string;
  readonly channel: 'COUNTER';
  readonly register: string;
  readonly receiptNumber: string;
  readonly soldAt: string;
  readonly holdId: string | null;
  readonly currency: string;
  readonly lines: readonly {
    readonly sku: string;
    readonly quantity: number;
    readonly unitPrice: Money;
    readonly discount: Money | null;
  }[];
  readonly taxes: readonly {
    readonly name: string;
    readonly category: string;
    readonly ratePpm: number;
    readonly included: boolean;
    readonly taxable: Money;
    readonly amount: Money;
  }[];
  readonly tenders: readonly Tender[];
  /** In which it was sold; absent when no shift was open. */
  readonly shift?: string;
  /** What was sold without asking, by right of the till's lease or beyond; absent when nothing was. */
  readonly lease?: { readonly generation: number; readonly lines: readonly { readonly sku: string; readonly quantity: number }[] };
  readonly pricing: PricingBody;
  readonly receiptToken?: string;
}

export interface GivenBody {
  readonly kind: 'PERCENT' | 'AMOUNT';
  readonly value: number;
  readonly by: string;
  readonly reason: string | null;
  readonly approval: string | null;
}

/** How the till came to its prices; the hub computes them again. */
export interface PricingBody {
  readonly rules: number;
  readonly pricedAt: string;
  readonly groups: readonly string[];
  readonly coupons: readonly string[];
  readonly lines: readonly {
    readonly basePrice: Money;
    readonly discount: GivenBody | null;
    readonly parts: readonly { readonly source: string; readonly promotion: string | null; readonly amount: number }[];
  }[];
  readonly discount: GivenBody | null;
  readonly exempt: { readonly by: string; readonly reason: string; readonly approval: string | null } | null;
}
