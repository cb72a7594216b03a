import type { TaxMode, TaxRate } from '../wire';

/** One line as pricing sees it; amounts in minor units. */
export interface PricedLine {
  readonly quantity: number;
  readonly unitPrice: number;
  readonly discount: number | null;
  readonly category: string;
}

export interface TaxLine {
  readonly category: string;
  readonly name: string;
  readonly ratePpm: number;
  readonly included: boolean;
  readonly taxable: number;
  readonly amount: number;
}

export interface Price {
  /** All lines after their discounts, before taxes that are added on top. */
  readonly subtotal: number;
  readonly taxes: readonly TaxLine[];
  /** What the customer pays. */
  readonly total: number;
}

const MILLION = 1_000_000n;

/** What a line costs after its discount. A discount above the line's worth is a bug. */
export function lineNet(line: PricedLine): number {
  const net = BigInt(line.unitPrice) * BigInt(line.quantity) - BigInt(line.discount ?? 0);
  if (net < 0n) {
    throw new RangeError(`discount ${line.discount} is more than the line is worth`);
  }
  return exact(net);
}

/**
 * The price of a sale. The hub works it out again by the same rule (`Pricing` in Java), and the two
 * are held together by golden vectors. Tax is worked out once per category, not per line, so it does
 * not depend on how the goods are spread over lines.
 */
export function price(mode: TaxMode, rates: readonly TaxRate[], lines: readonly PricedLine[]): Price {
  return priceOfNets(mode, rates, lines.map((line) => ({ category: line.category, net: lineNet(line) })));
}

/** The same for lines whose discounts are already off. */
export function priceOfNets(mode: TaxMode, rates: readonly TaxRate[], lines: readonly { readonly category: string; readonly net: number }[]): Price {
  const netOf = new Map<string, bigint>();
  let subtotal = 0n;
  for (const line of lines) {
    const net = BigInt(line.net);
    subtotal += net;
    netOf.set(line.category, (netOf.get(line.category) ?? 0n) + net);
  }
  const included = mode === 'INCLUSIVE';
  const taxes: TaxLine[] = [];
  let added = 0n;
  for (const { category, name, ratePpm } of rates) {
    const taxable = netOf.get(category);
    if (taxable === undefined || ratePpm <= 0) {
      continue;
    }
    const rate = BigInt(ratePpm);
    const amount = halfUp(taxable * rate, included ? MILLION + rate : MILLION);
    taxes.push({ category, name, ratePpm, included, taxable: exact(taxable), amount: exact(amount) });
    added += included ? 0n : amount;
  }
  return { subtotal: exact(subtotal), taxes, total: exact(subtotal + added) };
}

/** Rounds half up. Both numbers are positive here, so half up and half away from zero agree. */
function halfUp(numerator: bigint, denominator: bigint): bigint {
  return (2n * numerator + denominator) / (2n * denominator);
}

function exact(minor: bigint): number {
  if (minor > BigInt(Number.MAX_SAFE_INTEGER)) {
    throw new RangeError(`${minor} is too large an amount for a till`);
  }
  return Number(minor);
}
