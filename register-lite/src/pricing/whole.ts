/**
 * Sums with whole numbers that are never negative, as in `Whole` in Java. Products that JavaScript's
 * numbers cannot hold exactly go through BigInt.
 */

export const MILLION = 1_000_000;

/** So many millionths of the amount, half a unit up. */
export function share(amount: number, ppm: number): number {
  return divided(amount, ppm, MILLION / 2, MILLION);
}

/** The amount times part over whole, rounded down. */
export function part(amount: number, of: number, whole: number): number {
  return of === whole ? amount : divided(amount, of, 0, whole);
}

/**
 * Splits in proportion to the weights, of which the amount is not more than the sum. Each part is its
 * fair share to within a unit, none is above its weight, and none is lost.
 */
export function spread(amount: number, weights: readonly number[]): readonly number[] {
  const whole = sum(weights);
  let weightSoFar = 0;
  let amountSoFar = 0;
  return weights.map((weight) => {
    if (amount <= 0) {
      return 0;
    }
    weightSoFar += weight;
    // Rounding the running total up, not each part, is what keeps the sum exact.
    const upTo = divided(amount, weightSoFar, whole - 1, whole);
    const own = upTo - amountSoFar;
    amountSoFar = upTo;
    return own;
  });
}

/** As a comparison, of a times b with c times d. */
export function compareProducts(a: number, b: number, c: number, d: number): number {
  const [left, right] = [a * b, c * d];
  if (left <= Number.MAX_SAFE_INTEGER && right <= Number.MAX_SAFE_INTEGER) {
    return left - right;
  }
  const off = BigInt(a) * BigInt(b) - BigInt(c) * BigInt(d);
  return off < 0n ? -1 : off > 0n ? 1 : 0;
}

export function sum(amounts: readonly number[]): number {
  return safe(amounts.reduce((sofar, amount) => sofar + amount, 0));
}

/** The amount, unless it is too large to be exact. */
export function safe(amount: number): number {
  if (!Number.isSafeInteger(amount)) {
    throw new RangeError(`${amount} is too large an amount for a till`);
  }
  return amount;
}

function divided(amount: number, by: number, plus: number, whole: number): number {
  const product = amount * by + plus;
  if (product <= Number.MAX_SAFE_INTEGER) {
    // Dividing what leaves no rest is exact.
    return (product - (product % whole)) / whole;
  }
  return safe(Number((BigInt(amount) * BigInt(by) + BigInt(plus)) / BigInt(whole)));
}
