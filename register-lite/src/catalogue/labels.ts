import type { WeightUnit } from '../wire';

/**
 * Labels that say more than which goods they are on: what a piece weighs, what it costs, which piece it is. All of it is
 * data: nothing a label says is believed beyond these few fields.
 */
export type Label =
  | {
      readonly kind: 'goods';
      /** Codes that the catalogue may know the goods by, the likeliest first. */
      readonly codes: readonly string[];
      readonly weight?: Weight;
      /** In the till's own currency, minor units. */
      readonly price?: number;
      readonly serial?: string;
      readonly lot?: string;
    }
  /** Its price is in other money, so it is nobody's price here. */
  | { readonly kind: 'foreign'; readonly currency: string };

export interface Weight {
  readonly millionths: number;
  /** Null where the label leaves it to the goods. */
  readonly unit: WeightUnit | null;
}

/** How a shop's own labels are read; the first that fits counts. */
export interface Pattern {
  /** Thirteen signs: digits, dots for the code of the goods, N for digits before the point, D for those after it, C for the check digit. */
  readonly shape: string;
  readonly is: 'weight' | 'price';
}

/**
 * As scales print them nearly everywhere, unless the shop says otherwise: five digits of goods, five of weight in
 * grams or of price in hundredths. 20 and 29 are left to the shop's plain codes.
 */
export const USUAL: readonly Pattern[] = [
  { shape: '21.....NNDDDC', is: 'weight' },
  { shape: '27.....NNDDDC', is: 'weight' },
  { shape: '22.....NNNDDC', is: 'price' },
  { shape: '23.....NNNDDC', is: 'price' },
  { shape: '28.....NNNDDC', is: 'price' },
];

/** ISO 4217 by number, as GS1 writes it (AI 391n and 393n). */
const CURRENCIES: Readonly<Record<string, string>> = {
  '036': 'AUD', '124': 'CAD', '156': 'CNY', '203': 'CZK', '208': 'DKK', '348': 'HUF', '392': 'JPY', '414': 'KWD', '578': 'NOK', '752': 'SEK',
  '756': 'CHF', '826': 'GBP', '840': 'USD', '949': 'TRY', '978': 'EUR', '985': 'PLN',
};
const GS = '\u001d';
/** What scanners put before codes of GS1: Code 128, DataMatrix, DataBar, QR. */
const SYMBOLOGY = /^\](C1|d2|e0|Q3)/;
/** Fields of fixed length, by the first two digits; the others end at a separator. */
const FIXED: Readonly<Record<string, number>> = { '00': 18, '01': 14, '02': 14, '11': 6, '12': 6, '13': 6, '15': 6, '16': 6, '17': 6, '20': 2 };
const LONGEST = 200;

/** What a scanned code says if it is such a label; null for a plain code. `digits` are the currency's decimals. */
export function readLabel(code: string, currency: string, digits: number, patterns: readonly Pattern[] = USUAL): Label | null {
  if (code.length > LONGEST) {
    return null;
  }
  return /^\d{13}$/.test(code) ? ownLabel(code, digits, patterns) : gs1Label(code, currency, digits);
}

function ownLabel(code: string, digits: number, patterns: readonly Pattern[]): Label | null {
  if (!hasCheckDigit(code)) {
    return null;
  }
  for (const { shape, is } of patterns) {
    const field = fits(code, shape);
    if (field) {
      const { goods, whole, parts } = field;
      const prefix = code.slice(0, 2);
      // The label of a piece is listed under its own code, with zeros for what changes, or by its number alone.
      const zeros = shape.replace(/[ND]/g, '0');
      const codes = [withCheckDigit(replaced(zeros, code)), `${prefix}${goods}`, goods, goods.replace(/^0+/, '')].filter((each) => each !== '');
      const value = Number(whole + parts);
      if (value === 0) {
        return null;
      }
      return is === 'weight'
        ? { kind: 'goods', codes, weight: { millionths: value * 10 ** (6 - parts.length), unit: null } }
        : { kind: 'goods', codes, price: scaled(value, parts.length, digits) };
    }
  }
  return null;
}

function fits(code: string, shape: string): { goods: string; whole: string; parts: string } | null {
  const found = { goods: '', whole: '', parts: '' };
  for (let i = 0; i < 13; i++) {
    const [sign, digit] = [shape[i], code[i]!];
    if (sign === '.') {
      found.goods += digit;
    } else if (sign === 'N') {
      found.whole += digit;
    } else if (sign === 'D') {
      found.parts += digit;
    } else if (sign !== 'C' && sign !== digit) {
      return null;
    }
  }
  return found;
}

function replaced(shape: string, code: string): string {
  return [...shape.slice(0, 12)].map((sign, i) => (sign === '.' ? code[i] : sign)).join('');
}

export function hasCheckDigit(code: string): boolean {
  return withCheckDigit(code.slice(0, -1)) === code;
}

function withCheckDigit(body: string): string {
  const sum = [...body].reverse().reduce((sofar, digit, i) => sofar + Number(digit) * (i % 2 === 0 ? 3 : 1), 0);
  return body + String((10 - (sum % 10)) % 10);
}

function gs1Label(code: string, currency: string, digits: number): Label | null {
  const marked = SYMBOLOGY.test(code) || code.startsWith(GS);
  const fields = fieldsOf(code.replace(SYMBOLOGY, '').replace(/^\u001d/, ''), marked);
  const gtin = fields?.get('01');
  if (!fields || gtin === undefined || !hasCheckDigit(gtin)) {
    return null;
  }
  const label: { kind: 'goods'; codes: string[]; weight?: Weight; price?: number; serial?: string; lot?: string } = {
    kind: 'goods',
    codes: [gtin, gtin.replace(/^0/, ''), gtin.replace(/^00/, ''), gtin.replace(/^0+/, '')],
  };
  for (const [name, value] of fields) {
    const decimals = Number(name.slice(3));
    if (name === '21') {
      label.serial = value;
    } else if (name === '10') {
      label.lot = value;
    } else if (/^(310|320)[0-6]$/.test(name)) {
      label.weight = { millionths: Number(value) * 10 ** (6 - decimals), unit: name.startsWith('310') ? 'kg' : 'lb' };
    } else if (/^392\d$/.test(name)) {
      label.price = scaled(Number(value), decimals, digits);
    } else if (/^393\d$/.test(name)) {
      const said = CURRENCIES[value.slice(0, 3)] ?? value.slice(0, 3);
      if (said !== currency) {
        return { kind: 'foreign', currency: said };
      }
      label.price = scaled(Number(value.slice(3)), decimals, digits);
    }
  }
  return label;
}

/** Every field by its number; null when it is no such code. */
function fieldsOf(text: string, marked: boolean): ReadonlyMap<string, string> | null {
  // Without a mark of the scanner only a code that begins as goods do is taken for one.
  if (!marked && !/^01\d{14}./.test(text)) {
    return null;
  }
  const fields = new Map<string, string>();
  let rest = text;
  while (rest !== '') {
    const two = rest.slice(0, 2);
    const name = /^3[1-9]/.test(two) ? rest.slice(0, 4) : rest.slice(0, 2);
    if (!/^\d+$/.test(name) || name.length < two.length) {
      return null;
    }
    const length = FIXED[two] ?? (/^3[1-6]/.test(two) ? 6 : null);
    const end = length === null ? rest.indexOf(GS) : name.length + length;
    const value = rest.slice(name.length, end === -1 ? rest.length : end);
    if (value === '' || (length !== null && !new RegExp(`^\\d{${length}}$`).test(value)) || (/^39/.test(two) && !/^\d{1,18}$/.test(value))) {
      return null;
    }
    fields.set(name, value);
    rest = end === -1 ? '' : rest.slice(end).replace(/^\u001d/, '');
  }
  return fields;
}

/** An amount with so many decimals in the currency's smallest unit, half a unit up. */
function scaled(value: number, decimals: number, digits: number): number {
  return decimals <= digits ? value * 10 ** (digits - decimals) : Math.floor(value / 10 ** (decimals - digits) + 0.5);
}
