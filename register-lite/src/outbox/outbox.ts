import type { Database } from '../device/database';
import { counterKey, OPEN_SALE } from '../device/memory';
import { withSale } from '../shift/shift';
import { bodyOf, type FinishedSale, receiptNumberOf, type SaleRecord, withoutCodes } from './record';

/** Sales the hub has confirmed are kept this many, for reprints. */
const SENT_KEPT = 200;

/** Finished sales on this device. "Paid" means: it is in here. */
export class Outbox {
  /** Told after every change. A finished sale waits for it, so that "paid" and "1 unsent" show together. */
  onChange: () => Promise<void> = async () => {};

  constructor(private readonly db: Database) {}

  /**
   * Makes the sale paid: its number, its record, its place in the shift and the end of the open cart, in one transaction that
   * is on disk (not just in the system's buffers) when this resolves. The same sale again returns the
   * record that is there: a double tap cannot pay twice.
   */
  async finish(sale: FinishedSale): Promise<SaleRecord> {
    const tx = this.db.transaction(['memory', 'sales', 'shifts', 'attempts'], 'readwrite', { durability: 'strict' });
    const [memory, sales, shifts] = [tx.objectStore('memory'), tx.objectStore('sales'), tx.objectStore('shifts')];
    const known = await sales.get(sale.saleId);
    if (known) {
      await tx.done;
      return known;
    }
    const register = sale.session.register.id;
    const sequence = (((await memory.get(counterKey(register))) as number | undefined) ?? 0) + 1;
    const shift = await shifts.index('openAt').get(register);
    const receiptNumber = receiptNumberOf(register, sequence);
    const { holdId: _, cart: _cart, rules: _rules, invoiceTo: _to, ...shown } = sale;
    const record: SaleRecord = {
      id: sale.saleId,
      sequence,
      state: 'UNSENT',
      body: JSON.stringify(bodyOf(sale, receiptNumber, shift?.id ?? null)),
      receipt: { ...shown, tenders: withoutCodes(sale.tenders), receiptNumber },
      attempts: 0,
      nextAt: 0,
      why: null,
    };
    await memory.put(sequence, counterKey(register));
    await memory.delete(OPEN_SALE);
    await sales.add(record);
    const attempts = tx.objectStore('attempts');
    for (const one of await attempts.getAll()) {
      // What was given up is followed until its end is known.
      if (one.saleId === sale.saleId && one.state !== 'GIVEN_UP') {
        await attempts.delete(one.id);
      }
    }
    if (shift) {
      await shifts.put(withSale(shift, record.receipt));
    }
    await tx.done;
    // The sale is safe; whatever goes wrong with showing the count must not say otherwise.
    await this.onChange().catch(() => {});
    return record;
  }

  /** What still has to reach the hub, oldest first. */
  async unsent(): Promise<readonly SaleRecord[]> {
    const records = await this.db.getAllFromIndex('sales', 'state', 'UNSENT');
    return records.sort((a, b) => a.sequence - b.sequence);
  }

  /** What the hub said no to, oldest first. */
  async attention(): Promise<readonly SaleRecord[]> {
    const records = await this.db.getAllFromIndex('sales', 'state', 'ATTENTION');
    return records.sort((a, b) => a.sequence - b.sequence);
  }

  /** The last sales of this device, newest first. */
  async latest(count: number): Promise<readonly SaleRecord[]> {
    const found: SaleRecord[] = [];
    let cursor = await this.db.transaction('sales').store.index('sequence').openCursor(null, 'prev');
    while (cursor && found.length < count) {
      found.push(cursor.value);
      cursor = await cursor.continue();
    }
    return found;
  }

  /** Writes what an attempt to send came to. */
  async settle(id: string, change: Partial<Pick<SaleRecord, 'state' | 'attempts' | 'nextAt' | 'why'>>): Promise<void> {
    const tx = this.db.transaction('sales', 'readwrite', { durability: 'strict' });
    const record = await tx.store.get(id);
    if (record) {
      await tx.store.put({ ...record, ...change });
    }
    await tx.done;
    void this.onChange();
  }

  /** A person looked at it and wants it sent again, unchanged. */
  retry(id: string): Promise<void> {
    return this.settle(id, { state: 'UNSENT', attempts: 0, nextAt: 0 });
  }

  /** Forgets the oldest of what the hub has confirmed; nothing else is ever forgotten. */
  async prune(): Promise<void> {
    const tx = this.db.transaction('sales', 'readwrite');
    let kept = 0;
    let cursor = await tx.store.index('sequence').openCursor(null, 'prev');
    while (cursor) {
      if (cursor.value.state === 'SENT' && ++kept > SENT_KEPT) {
        await cursor.delete();
      }
      cursor = await cursor.continue();
    }
    await tx.done;
  }
}
