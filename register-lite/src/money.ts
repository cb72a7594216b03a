/**
 * Amounts are whole numbers of the currency's smallest unit. How many decimals that means comes from
 * `Intl`, never from a constant: yen have none, Kuwaiti dinars three.
 */

const formats = new Map<string, Intl.NumberFormat>();

function formatOf(currency: string, locale: string | undefined): Intl.NumberFormat {
  const key = `${locale ?? ''} ${currency}`;
  let format = formats.get(key);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'currency', currency });
    formats.set(key, format);
  }
  return format;
}

/** How many decimals the currency has. */
export function digitsOf(currency: string): number {
  return formatOf(currency, 'en').resolvedOptions().maximumFractionDigits ?? 0;
}

/** The amount as a plain decimal, such as `-0.05`: exact, and what `Intl` formats without rounding. */
export function decimalOf(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const whole = Math.abs(minor).toString().padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + whole : `${sign}${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
}

/** The amount as people read it, for example `$19.99`. */
export function show(minor: number, currency: string, locale?: string): string {
  return formatOf(currency, locale).format(decimalOf(minor, currency) as Intl.StringNumericLiteral);
}

/** A share of so many millionths, such as `8.25%`. */
export function percentText(ppm: number, locale?: string): string {
  return new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 }).format(ppm / 1_000_000);
}

/** A number of whole units as somebody would type it, for example `150.00`. */
export function sampleAmount(currency: string, units: number, locale?: string): string {
  const digits = digitsOf(currency);
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }).format(units);
}

/** The decimal sign people here expect, for the key of the pad. */
export function decimalSign(currency: string, locale?: string): string {
  const parts = formatOf(currency, locale).formatToParts(0);
  return parts.find((part) => part.type === 'decimal')?.value ?? '.';
}

/**
 * What a cashier typed, in minor units: `20`, `20.5` and `20,50` are all understood. Null if it is no
 * amount, or finer than the currency allows.
 */
export function parse(typed: string, currency: string): number | null {
  const digits = digitsOf(currency);
  const match = /^(\d{0,9})(?:[.,](\d*))?$/.exec(typed.trim());
  const [whole, part] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (!match || whole + part === '' || part.length > digits) {
    return null;
  }
  return Number(whole + part.padEnd(digits, '0'));
}
