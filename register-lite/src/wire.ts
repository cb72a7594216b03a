import type { Pattern } from './catalogue/labels';

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
  /** When its price is for one of these and each piece is weighed. */
  readonly unit?: WeightUnit;
  /** Of the customer, in years. */
  readonly minimumAge?: number;
  /** When the till is to name what it sells. */
  readonly tracking?: 'SERIAL' | 'LOT';
}

export type WeightUnit = 'kg' | 'lb';

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
  /** The smallest coin in minor units; absent where every minor unit is one. */
  readonly cashStep?: number;
  /** Which tips are offered, in percent; none where nobody is asked. */
  readonly tips?: readonly number[];
  /** What must be spent for one loyalty point; absent where none are given. */
  readonly spendForPoint?: Money;
  /** Begun at this device while the hub was away; the hub never says so. */
  readonly offline?: boolean;
  /** How the shop's own labels with weights and prices are read; absent when as usual. */
  readonly labels?: readonly Pattern[];
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
  /** Nobody wants it any more: what turns up of it is cancelled or given back. */
  readonly unwanted?: boolean;
}

export type Tender =
  | { readonly kind: 'CASH'; readonly amount: Money; readonly tendered: Money; readonly change: Money }
  | { readonly kind: 'CARD' | 'PAYPAL'; readonly amount: Money; readonly paymentId: string }
  /** Paid ahead; the reference is the code under which it was paid. */
  | { readonly kind: 'DEPOSIT'; readonly amount: Money; readonly reference: string }
  /** The reference is the code, and only on its way to the hub; a receipt has its last letters. */
  | { readonly kind: 'GIFT_CARD' | 'STORE_CREDIT'; readonly amount: Money; readonly reference?: string; readonly endsWith?: string; readonly left?: Money }
  | { readonly kind: 'ON_ACCOUNT'; readonly amount: Money; readonly reference: string };

/** What is on a gift card or credit. */
export interface CardView {
  readonly id: string;
  readonly kind: 'GIFT_CARD' | 'STORE_CREDIT' | 'DEPOSIT';
  readonly endsWith: string;
  readonly balance: Money;
  /** What no other sale under way has been promised. */
  readonly available: Money;
}

/** What of a card is set aside for a sale. */
export interface CardHold {
  readonly id: string;
  readonly kind: CardView['kind'];
  readonly endsWith: string;
  readonly amount: Money;
  /** What remains on it for others. */
  readonly left: Money;
}

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
    readonly serials?: readonly string[];
    readonly lot?: string;
    /** Of each unit, in millionths of what the price is for. */
    readonly weight?: number;
    readonly note?: string;
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
  /** What the drawer got beyond what was due. */
  readonly rounding?: Money;
  readonly pointCard?: string;
  readonly invoiceTo?: string;
  /** In which it was sold; absent when no shift was open. */
  readonly shift?: string;
  /** What was sold without asking, by right of the till's lease or beyond; absent when nothing was. */
  readonly lease?: { readonly generation: number; readonly lines: readonly { readonly sku: string; readonly quantity: number }[] };
  readonly pricing: PricingBody;
  readonly receiptToken?: string;
  readonly charges?: readonly ChargeBody[];
  readonly remarks?: RemarksBody;
}

/** What is charged beside goods, without tax. */
export interface ChargeBody {
  readonly kind: 'DEPOSIT' | 'TIP' | 'GIFT_CARD';
  readonly title: string;
  readonly amount: Money;
  /** What the money is found by again, or the card that is paid into; a tip has none. */
  readonly code?: string;
}

/** What was written down of a sale beside its figures. */
export interface RemarksBody {
  readonly note?: string;
  readonly age?: AgeAnswer;
  readonly joined?: Joined;
  readonly quote?: string;
}

/** Somebody looked whether the customer is old enough. */
export interface AgeAnswer {
  readonly minimumAge: number;
  /** The latest birthday that is early enough, such as 2008-11-24. */
  readonly bornOnOrBefore: string;
  readonly by: string;
  readonly at: string;
}

/** One of several sales that a bill was split into. */
export interface Joined {
  readonly reference: string;
  readonly part: number;
  /** Null while nobody knows how many there will be. */
  readonly of: number | null;
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
