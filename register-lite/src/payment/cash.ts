import { digitsOf } from '../money';

/** What a cashier can hand over in one piece, or add up in two taps, in whole units of the currency. */
const NOTES = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000];
const OFFERS_MAX = 4;

/**
 * What customers are likely to hand over for a total, smallest first, exact amount left out: the total
 * rounded up to multiples of the notes in use.
 */
export function likelyNotes(total: number, currency: string): readonly number[] {
  const unit = 10 ** digitsOf(currency);
  const offers = new Set<number>();
  for (const note of NOTES) {
    const minor = note * unit;
    // A stack of more than twenty notes of one kind is not what a customer hands over.
    if (note >= 5 && minor * 20 >= total) {
      const up = Math.ceil(total / minor) * minor;
      if (up > total) {
        offers.add(up);
      }
    }
  }
  return [...offers].sort((a, b) => a - b).slice(0, OFFERS_MAX);
}
