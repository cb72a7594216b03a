/** Price lists and promotions as they stand on the wire; the words are those of the Java records. */

export interface Validity {
  /** The first and the last day, such as 2026-12-24, by the clock of the location. */
  readonly from: string | null;
  readonly to: string | null;
  /** Of the week, Monday is 1. */
  readonly days: readonly number[];
  readonly fromMinute: number | null;
  readonly toMinute: number | null;
  readonly locations: readonly string[];
  readonly groups: readonly string[];
}

/** Goods of these SKUs and of these kinds; without either, all. */
export interface Target {
  readonly skus: readonly string[];
  readonly types: readonly string[];
}

/** A SKU, from how many units on, and what each costs then. */
export type Entry = readonly [sku: string, from: number, price: number];

export interface PriceList {
  readonly id: string;
  readonly title: string;
  readonly priority: number;
  readonly validity: Validity;
  readonly prices: readonly Entry[];
}

export type Offer =
  | { readonly kind: 'PERCENT'; readonly ppm: number }
  | { readonly kind: 'AMOUNT'; readonly amount: number }
  | {
      readonly kind: 'BUY_GET';
      readonly buy: number;
      readonly get: number;
      readonly ppm: number;
      readonly reward: Target | null;
      readonly times: number | null;
    }
  | { readonly kind: 'SET_PRICE'; readonly size: number; readonly price: number; readonly times: number | null }
  | { readonly kind: 'CART_PERCENT'; readonly ppm: number }
  | { readonly kind: 'CART_AMOUNT'; readonly amount: number };

export interface Promotion {
  readonly id: string;
  readonly title: string;
  readonly priority: number;
  readonly combinable: boolean;
  readonly coupon: string | null;
  readonly useLimit: number | null;
  readonly minimum: number;
  readonly validity: Validity;
  readonly target: Target;
  readonly offer: Offer;
}

export interface PriceRules {
  readonly version: number;
  readonly lists: readonly PriceList[];
  readonly promotions: readonly Promotion[];
}

export const NO_RULES: PriceRules = { version: 0, lists: [], promotions: [] };

/** When and where a cart is priced, by the clock on the wall there. */
export interface Moment {
  readonly date: string;
  readonly minute: number;
  readonly location: string;
}

/** Making one is slow, and every scan needs it. */
const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  let clock = clocks.get(timeZone);
  if (!clock) {
    clock = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      calendar: 'gregory',
      numberingSystem: 'latn',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    });
    clocks.set(timeZone, clock);
  }
  return clock;
}

/** The wall clock of a place at an instant (milliseconds since 1970). */
export function momentAt(instant: number, timeZone: string, location: string): Moment {
  const parts = clockOf(timeZone).formatToParts(new Date(instant));
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? '00';
  return { date: `${of('year')}-${of('month')}-${of('day')}`, minute: Number(of('hour')) * 60 + Number(of('minute')), location };
}

/** Whether it holds then and there for a customer of these groups. */
export function holds(validity: Validity, moment: Moment, groups: readonly string[]): boolean {
  const { locations, fromMinute, toMinute } = validity;
  if (locations.length > 0 && !locations.includes(moment.location)) {
    return false;
  }
  if (validity.groups.length > 0 && !groups.some((group) => validity.groups.includes(group))) {
    return false;
  }
  if (fromMinute === null || toMinute === null) {
    return holdsOn(validity, moment.date);
  }
  const { minute } = moment;
  if (fromMinute < toMinute) {
    return minute >= fromMinute && minute < toMinute && holdsOn(validity, moment.date);
  }
  // Over midnight: the hours belong to the day on which they began.
  return minute >= fromMinute ? holdsOn(validity, moment.date) : minute < toMinute && holdsOn(validity, dayBefore(moment.date));
}

/** Dates of this spelling sort as texts do. */
function holdsOn({ from, to, days }: Validity, date: string): boolean {
  return (from === null || date >= from) && (to === null || date <= to) && (days.length === 0 || days.includes(weekday(date)));
}

function weekday(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}

function dayBefore(date: string): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}
