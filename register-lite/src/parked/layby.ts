import { signal } from '@preact/signals';
import { type Ahead, type Cart, emptyCart, type Instalment } from '../cart/cart';
import { newId } from '../ids';
import type { SaleRecord } from '../outbox/record';
import { tell } from '../ui/notices';
import { t } from '../words/words';
import { laybySlip } from './slips';
import { called, paidAhead, type ParkedSale } from './parked-sale';
import type { Till } from '../till';

/** Without what looks like another sign. 31 of them, 12 times: nobody guesses the money of others. */
const SIGNS = 'ABCDEFGHJKLMNPQRSTUVWXYZ23456789'.replace('L', '');
const CODE_LENGTH = 12;

/** `L-` and twelve random signs: whoever has the slip has the money on it. */
export function laybyCode(random: (count: number) => Uint8Array = (count) => crypto.getRandomValues(new Uint8Array(count))): string {
  let code = '';
  while (code.length < CODE_LENGTH) {
    // What would make some signs likelier than others is drawn again.
    for (const byte of random(CODE_LENGTH)) {
      if (byte < 248 && code.length < CODE_LENGTH) {
        code += SIGNS[byte % SIGNS.length];
      }
    }
  }
  return `L-${code}`;
}

/** So many parts of an amount, as equal as can be, that are exactly the amount together. */
export function equalParts(amount: number, parts: number): readonly number[] {
  return Array.from({ length: parts }, (_, i) => Math.ceil((amount * (i + 1)) / parts) - Math.ceil((amount * i) / parts));
}

/**
 * Goods that are paid for in parts. Each payment is a sale of its own, without goods, that the hub books as a deposit;
 * the last one takes the goods along, and what was paid ahead pays for them first. A bill that is split into equal
 * amounts is the same within a minute.
 */
export class Layby {
  /** The one that is looked at. */
  readonly open = signal<string | null>(null);

  constructor(private readonly till: Till) {}

  /** Puts the open cart aside and takes the first payment for it. */
  async begin(name: string, amount: number): Promise<void> {
    const parked = await this.till.aside.put(name, { kind: 'LAYBY', code: laybyCode(), paid: [] });
    if (parked) {
      this.take(parked, amount, t('Lay-by {name}', { name: called(parked) }));
    }
  }

  /** Splits the open cart into so many equal payments and begins with the first. */
  async split(parts: number): Promise<void> {
    const parked = await this.till.aside.put(t('Split bill'), { kind: 'LAYBY', code: laybyCode(), paid: [], parts });
    if (parked) {
      await this.next(parked);
    }
  }

  /** To the payment of an amount for goods that wait. */
  take(parked: ParkedSale, amount: number, title: string): void {
    if (parked.waiting.kind !== 'LAYBY') {
      return;
    }
    const { code, paid, parts } = parked.waiting;
    const cart: Cart = {
      ...emptyCart(newId()),
      begunAt: Date.now(),
      charge: { title, amount, code },
      ...(parts === undefined ? {} : { joined: { reference: code.slice(0, 8), part: paid.length + 1, of: parts } }),
    };
    this.open.value = null;
    this.till.dialog.value = null;
    this.till.sale.change({ kind: 'whole', cart });
    this.till.pay('CASH');
  }

  /** The goods come back to the counter; what was paid ahead is taken off. */
  async handOver(parked: ParkedSale): Promise<void> {
    this.open.value = null;
    this.till.dialog.value = null;
    this.till.newSale();
    const back = await this.till.aside.recall(parked.id);
    if (back?.waiting.kind === 'LAYBY' && back.waiting.parts !== undefined) {
      const { code, parts } = back.waiting;
      this.till.sale.change({ kind: 'about', is: { joined: { reference: code.slice(0, 8), part: parts, of: parts } } });
      this.till.pay('CASH');
    }
  }

  /** A sale was paid: if it was a part, it is written down where the goods wait. */
  async paid(sale: SaleRecord): Promise<void> {
    const charge = sale.receipt.charges?.find(({ kind }) => kind === 'DEPOSIT');
    if (charge?.code === undefined) {
      return;
    }
    const noted = this.note(charge.code, instalment(sale));
    if (sale.receipt.joined) {
      this.till.follow = () => void noted.then((parked) => parked && this.next(parked));
      return;
    }
    const parked = await noted;
    if (parked) {
      void this.till.app.printing.slip(laybySlip(parked, this.till.session));
    }
  }

  /** What was paid just before a crash, and not written down where the goods wait. */
  async catchUp(): Promise<void> {
    const codes = new Set(this.till.aside.list.value.flatMap(({ waiting }) => (waiting.kind === 'LAYBY' ? [waiting.code] : [])));
    if (codes.size === 0) {
      return;
    }
    for (const sale of await this.till.app.memory.db.getAll('sales')) {
      const code = sale.receipt.charges?.[0]?.code;
      if (code !== undefined && codes.has(code)) {
        await this.note(code, instalment(sale));
      }
    }
  }

  private async note(code: string, paid: Instalment): Promise<ParkedSale | null> {
    const there = this.till.aside.list.value.find(({ waiting }) => waiting.kind === 'LAYBY' && waiting.code === code);
    return there ? this.till.aside.note(there.id, (now) => ({ ...now, waiting: withPaid(now, paid) })) : null;
  }

  /** The next equal part, or the goods with the last one. */
  private async next(parked: ParkedSale): Promise<void> {
    if (parked.waiting.kind !== 'LAYBY' || parked.waiting.parts === undefined) {
      return;
    }
    const { paid, parts } = parked.waiting;
    if (paid.length >= parts - 1) {
      await this.handOver(parked);
      return;
    }
    const amount = equalParts(parked.total, parts)[paid.length]!;
    tell(t('Part {part} of {parts}: {amount}', { part: paid.length + 1, parts, amount: this.till.money(amount) }));
    this.take(parked, amount, t('Part {part} of {parts}', { part: paid.length + 1, parts }));
  }

  /** What is still to be paid for it. */
  left(parked: ParkedSale): number {
    return Math.max(0, parked.total - paidAhead(parked.waiting));
  }
}

function instalment({ id, receipt }: SaleRecord): Instalment {
  return { saleId: id, receiptNumber: receipt.receiptNumber, amount: receipt.charges?.[0]?.amount.minor ?? 0, at: receipt.soldAt };
}

function withPaid(parked: ParkedSale, paid: Instalment): ParkedSale['waiting'] {
  const { waiting } = parked;
  if (waiting.kind !== 'LAYBY' || waiting.paid.some((known) => known.saleId === paid.saleId)) {
    return waiting;
  }
  return { ...waiting, paid: [...waiting.paid, paid] } satisfies Ahead & { kind: 'LAYBY' };
}
