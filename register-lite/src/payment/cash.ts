import { digitsOf } from '../money';

const OFFERS_MAX = 4;

/** Steps of the usual round sums: what comes out of a purse without counting coins. */
function roundsOf(currency: string): readonly number[] {
  const unit = 10 ** digitsOf(currency);
  // A dinar is worth what others have a note of five for, and yen have coins up to 500.
  const least = { 0: 100, 2: 5 * unit, 3: unit }[digitsOf(currency)] ?? 5 * unit;
  return [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000].map((note) => note * unit).filter((note) => note >= least);
}

/**
 * What customers are likely to hand over for a total, smallest first, exact amount left out: the total
 * rounded up to multiples of the notes in use.
 */
export function likelyNotes(total: number, currency: string): readonly number[] {
  const offers = new Set<number>();
  for (const minor of roundsOf(currency)) {
    // A stack of more than twenty notes of one kind is not what a customer hands over.
    if (minor * 20 >= total) {
      const up = Math.ceil(total / minor) * minor;
      if (up > total) {
        offers.add(up);
      }
    }
  }
  return [...offers].sort((a, b) => a - b).slice(0, OFFERS_MAX);
}
