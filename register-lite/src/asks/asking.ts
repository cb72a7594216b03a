import { computed, signal } from '@preact/signals';
import { type Cart, type CartLine, keyOf } from '../cart/cart';
import type { OpenSale } from '../cart/open-sale';
import type { Catalogue, Found } from '../catalogue/catalogue';
import { type Label, readLabel } from '../catalogue/labels';
import { digitsOf } from '../money';
import { inUnit, weightFor } from '../scale/weight';
import { tell } from '../ui/notices';
import type { Session } from '../wire';
import { t } from '../words/words';

/** What the cashier is asked next. */
export type Ask =
  | { readonly kind: 'age'; readonly minimumAge: number; readonly lines: readonly CartLine[] }
  | { readonly kind: 'name'; readonly line: CartLine; /** Which of how many. */ readonly count: number };

/** The next question that the cart has, or null: first the age, then the names of its units. */
export function nextAsk(cart: Cart): Ask | null {
  const seen = cart.age?.minimumAge ?? 0;
  const lines = cart.lines.filter((line) => (line.minimumAge ?? 0) > seen);
  if (lines.length > 0) {
    return { kind: 'age', minimumAge: Math.max(...lines.map((line) => line.minimumAge!)), lines };
  }
  const line = cart.lines.find(isUnnamed);
  return line ? { kind: 'name', line, count: (line.serials?.length ?? 0) + 1 } : null;
}

function isUnnamed(line: CartLine): boolean {
  if (line.tracking === undefined || line.unnamed) {
    return false;
  }
  return line.tracking === 'LOT' ? line.lot === undefined : (line.serials?.length ?? 0) < line.quantity;
}

/** The latest birthday at which somebody is so old today, by the clock of the shop. */
export function bornOnOrBefore(years: number, now: number, timeZone: string): string {
  const today = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' }).format(new Date(now));
  const [year, month, day] = today.split('-') as [string, string, string];
  const then = String(Number(year) - years).padStart(4, '0');
  const leap = new Date(Date.UTC(Number(then), 1, 29)).getUTCMonth() === 1;
  return `${then}-${month}-${month === '02' && day === '29' && !leap ? '28' : day}`;
}

/** As names of units are kept: the hub takes up to a hundred printable signs. */
export function unitName(typed: string): string | null {
  const name = typed.trim();
  return name !== '' && name.length <= 100 && !/[\p{Cc}\p{Cs}]/u.test(name) ? name : null;
}

/** What the till asks while goods are scanned: weight, age, serial numbers and lots; and what labels answer by themselves. */
export class Asking {
  /** The goods that are being weighed. */
  readonly weighing = signal<Found | null>(null);
  readonly next = computed(() => nextAsk(this.sale.cart.value));

  constructor(
    private readonly sale: OpenSale,
    private readonly session: Session,
  ) {}

  /** Somebody looked at the customer's papers. Without the years all goods that ask for them go. */
  oldEnough(minimumAge: number, yes: boolean): void {
    if (yes) {
      const { location, user } = this.session;
      const cutOff = bornOnOrBefore(minimumAge, Date.now(), location.timeZone);
      this.sale.change({ kind: 'about', is: { age: { minimumAge, bornOnOrBefore: cutOff, by: user.name, at: new Date().toISOString() } } });
      return;
    }
    const ask = this.next.value;
    if (ask?.kind === 'age') {
      ask.lines.forEach((line) => this.sale.change({ kind: 'remove', sku: keyOf(line) }));
      tell(t('Not sold: {titles}', { titles: ask.lines.map((line) => line.title).join(', ') }));
    }
  }

  /** The unit that was asked for has this name; why not, in a sentence, otherwise. */
  name(typed: string): string | null {
    const ask = this.next.value;
    const name = unitName(typed);
    if (ask?.kind !== 'name') {
      return null;
    }
    if (name === null) {
      return t('That is no number of a unit. Scan it from the box, or type it.');
    }
    const { line } = ask;
    if (line.tracking === 'LOT') {
      this.sale.change({ kind: 'line', sku: keyOf(line), is: { lot: name } });
      return null;
    }
    if (this.sale.cart.value.lines.some((other) => other.sku === line.sku && other.serials?.includes(name))) {
      return t('{name} is in this cart already.', { name });
    }
    this.sale.change({ kind: 'line', sku: keyOf(line), is: { serials: [...(line.serials ?? []), name] } });
    return null;
  }

  /** Goes on without; the hub makes a case of it. */
  skip(): void {
    const ask = this.next.value;
    if (ask?.kind === 'name') {
      this.sale.change({ kind: 'line', sku: keyOf(ask.line), is: { unnamed: true } });
    }
  }

  /** The goods that are being weighed have this weight. */
  weighed(millionths: number): void {
    const found = this.weighing.value;
    if (found) {
      this.sale.add(found, 1, millionths);
      this.weighing.value = null;
    }
  }

  /** What a code means that no goods have: perhaps a label of a piece. True if it was one. */
  label(catalogue: Catalogue, code: string): boolean {
    const { currency } = this.session;
    const label = readLabel(code, currency, digitsOf(currency), this.session.labels);
    if (label === null) {
      return false;
    }
    if (label.kind === 'foreign') {
      tell(t('The label\u2019s price is in {currency}, and this till sells in {own}. Scan another code of the goods, or search for them.', { currency: label.currency, own: currency }), { tone: 'wrong' });
      return true;
    }
    const found = label.codes.flatMap((each) => catalogue.code(each).slice(0, 1))[0];
    if (!found) {
      return false;
    }
    return this.add(found, label);
  }

  private add(found: Found, label: Extract<Label, { kind: 'goods' }>): boolean {
    const { unit } = found.variant;
    if (unit !== undefined) {
      const weight = label.weight ? inUnit(label.weight.millionths, label.weight.unit ?? unit, unit) : label.price !== undefined ? weightFor(label.price, found.variant.price.minor) : null;
      if (weight === null) {
        this.weighing.value = found;
      } else {
        this.sale.add(found, 1, weight);
      }
      return true;
    }
    if (label.price !== undefined || label.weight !== undefined) {
      // Sold by the piece: what the label says of weight and price is not what it costs.
      tell(t('{title} costs what it costs here; the label says otherwise.', { title: found.product.title }));
    }
    this.sale.add(found);
    const line = this.sale.cart.value.lines.find((each) => each.sku === found.variant.sku);
    if (line?.tracking === 'SERIAL' && label.serial !== undefined) {
      this.name(label.serial);
    } else if (line?.tracking === 'LOT' && label.lot !== undefined && line.lot === undefined) {
      this.sale.change({ kind: 'line', sku: keyOf(line), is: { lot: label.lot } });
    }
    return true;
  }
}
