import { locale as spoken } from './words/words';

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

// Every line of a cart asks, and Intl is slow to say.
const decimals = new Map<string, number>();
const percents = new Map<string, Intl.NumberFormat>();

/** How many decimals the currency has. */
export function digitsOf(currency: string): number {
  let known = decimals.get(currency);
  if (known === undefined) {
    known = formatOf(currency, 'en').resolvedOptions().maximumFractionDigits ?? 0;
    decimals.set(currency, known);
  }
  return known;
}

/** The amount as a plain decimal, such as `-0.05`: exact, and what `Intl` formats without rounding. */
export function decimalOf(minor: number, currency: string): string {
  const digits = digitsOf(currency);
  const whole = Math.abs(minor).toString().padStart(digits + 1, '0');
  const sign = minor < 0 ? '-' : '';
  return digits === 0 ? sign + whole : `${sign}${whole.slice(0, -digits)}.${whole.slice(-digits)}`;
}

/** The amount as people read it, for example `$19.99`; in the language of the screens unless told. */
export function show(minor: number, currency: string, locale: string = spoken()): string {
  return formatOf(currency, locale).format(decimalOf(minor, currency) as Intl.StringNumericLiteral);
}

/** A share of so many millionths, such as `8.25%`. */
export function percentText(ppm: number, locale: string = spoken()): string {
  let format = percents.get(locale);
  if (!format) {
    format = new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 4 });
    percents.set(locale, format);
  }
  return format.format(ppm / 1_000_000);
}

/** A number of whole units as somebody would type it, for example `150.00`. */
export function sampleAmount(currency: string, units: number, locale: string = spoken()): string {
  const digits = digitsOf(currency);
  return new Intl.NumberFormat(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits, useGrouping: false }).format(units);
}

/** The decimal sign people here expect, for the key of the pad; two zeros where the currency has no decimals. */
export function decimalKey(currency: string, locale: string = spoken()): string {
  return digitsOf(currency) === 0 ? '00' : decimalSign(currency, locale);
}

/** The decimal sign people here expect. */
export function decimalSign(currency: string, locale: string = spoken()): string {
  const parts = formatOf(currency, locale).formatToParts(0);
  return parts.find((part) => part.type === 'decimal')?.value ?? '.';
}

interface Signs {
  readonly decimal: string;
  readonly group: string;
}

const signs = new Map<string, Signs>();

/** How the language parts whole units from decimals, and thousands from each other. */
function signsOf(locale: string): Signs {
  let known = signs.get(locale);
  if (!known) {
    const parts = new Intl.NumberFormat(locale, { useGrouping: 'always' }).formatToParts(1234567.5);
    const sign = (type: 'decimal' | 'group') => western(parts.find((part) => part.type === type)?.value ?? '');
    known = { decimal: sign('decimal') || '.', group: sign('group') };
    signs.set(locale, known);
  }
  return known;
}

/** The first digit of each set that people here may type: Arabic, Persian, Devanagari, Bengali, full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0xff10];

/** Digits and signs of other scripts as the western ones, so that `١٢٫٥` is `12.5`. */
export function western(text: string): string {
  return text
    .replace(/\p{Nd}/gu, (digit) => {
      const code = digit.codePointAt(0)!;
      const zero = ZEROS.find((one) => code >= one && code < one + 10);
      return zero === undefined ? digit : String(code - zero);
    })
    .replace(/[٫．]/g, '.')
    .replace(/[٬，、،]/g, ',')
    .replaceAll('’', "'")
    .replace(/[\u00a0\u202f]/g, ' ');
}

/** What of a text can belong to an amount. */
export function amountOf(text: string): string {
  return western(text).replace(/[^\d.,' ]/g, '');
}

/** The digits of a text, as the western ones. */
export function digitsIn(text: string): string {
  return western(text).replace(/\D/g, '');
}

/**
 * What a cashier typed, in minor units: `20`, `20.5` and `20,50` are all understood, and `1,234.50` where thousands
 * are written so. Null if it is no amount, or finer than the currency allows.
 */
export function parse(typed: string, currency: string, locale: string = spoken()): number | null {
  const digits = digitsOf(currency);
  const match = /^(\d{0,9})(?:[.,](\d*))?$/.exec(withoutGroups(western(typed).trim(), locale));
  const [whole, part] = [match?.[1] ?? '', match?.[2] ?? ''];
  if (!match || whole + part === '' || part.length > digits) {
    return null;
  }
  return Number(whole + part.padEnd(digits, '0'));
}

/** Takes out the signs between thousands, if they stand where this language puts them; anything else stays as it is. */
function withoutGroups(typed: string, locale: string): string {
  const { group, decimal } = signsOf(locale);
  if (group === '' || group === decimal) {
    return typed;
  }
  const at = typed.lastIndexOf(decimal);
  const whole = at < 0 ? typed : typed.slice(0, at);
  const parts = whole.split(group);
  const grouped = parts.length > 1 && parts.every((part, i) => (i === 0 ? /^\d{1,3}$/ : /^\d{3}$/).test(part));
  return grouped ? parts.join('') + typed.slice(whole.length) : typed;
}
