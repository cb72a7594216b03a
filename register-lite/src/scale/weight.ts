import { share } from '../pricing/whole';
import type { WeightUnit } from '../wire';

/** Weights are whole millionths of a unit (milligrams of a kilogram), so that any price on a label has its weight. */
export const MILLIONTHS = 1_000_000;

/** Two tonnes; the hub takes no more. */
export const HEAVIEST = 2_000_000_000;

/** A pound is 0.45359237 kg by definition. */
const KG_OF_LB = 45_359_237n;
const LB_SCALE = 100_000_000n;

/** What was typed, such as 0.482; null when it is no weight. */
export function parseWeight(typed: string): number | null {
  const match = /^(\d{0,4})(?:[.,](\d{0,6}))?$/.exec(typed.trim());
  if (!match || typed.trim() === '') {
    return null;
  }
  const millionths = Number(match[1] || '0') * MILLIONTHS + Number((match[2] ?? '').padEnd(6, '0'));
  return millionths > 0 && millionths <= HEAVIEST ? millionths : null;
}

/** Three decimals, as scales show it: `0.482`. */
export function weightText(millionths: number): string {
  const thousandths = Math.floor((millionths + 500) / 1_000);
  return `${Math.floor(thousandths / 1_000)}.${String(thousandths % 1_000).padStart(3, '0')}`;
}

/** The same weight in another unit, half a millionth up. */
export function inUnit(millionths: number, from: WeightUnit, to: WeightUnit): number {
  if (from === to) {
    return millionths;
  }
  const [times, by] = from === 'lb' ? [KG_OF_LB, LB_SCALE] : [LB_SCALE, KG_OF_LB];
  return Number((BigInt(millionths) * times * 2n + by) / (by * 2n));
}

/** What it costs at a price for one unit. */
export function costOf(price: number, millionths: number): number {
  return share(price, millionths);
}

/** The weight at which a piece costs just so much; null when no weight does. */
export function weightFor(cost: number, price: number): number | null {
  if (price <= 0 || cost <= 0) {
    return null;
  }
  const nearest = Math.round((cost * MILLIONTHS) / price);
  return nearest > 0 && nearest <= HEAVIEST && share(price, nearest) === cost ? nearest : null;
}
