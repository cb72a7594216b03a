import { digitsOf } from '../money';

/** Coins and notes in use, in minor units, largest first. */
const KNOWN: Readonly<Record<string, readonly number[]>> = {
  USD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 25, 10, 5, 1],
  CAD: [10_000, 5_000, 2_000, 1_000, 500, 200, 100, 25, 10, 5],
  EUR: [50_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  GBP: [5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5, 2, 1],
  CHF: [100_000, 20_000, 10_000, 5_000, 2_000, 1_000, 500, 200, 100, 50, 20, 10, 5],
  JPY: [10_000, 5_000, 2_000, 1_000, 500, 100, 50, 10, 5, 1],
  KWD: [20_000, 10_000, 5_000, 1_000, 500, 250, 100, 50, 20, 10, 5],
};

/** Of a currency that is not listed: 1, 2 and 5 of each power of ten, up to a thousand; without decimals a hundred thousand. */
function usual(currency: string): readonly number[] {
  const digits = digitsOf(currency);
  const most = digits === 0 ? 100_000 : 1_000 * 10 ** digits;
  const faces: number[] = [];
  for (let power = 1; power <= most; power *= 10) {
    faces.push(...[1, 2, 5].map((step) => step * power).filter((face) => face <= most));
  }
  return faces.reverse();
}

/** What a drawer in this currency is counted by, largest first. */
export function denominationsOf(currency: string): readonly number[] {
  return KNOWN[currency] ?? usual(currency);
}
