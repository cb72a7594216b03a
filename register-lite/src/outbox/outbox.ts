import type { Database } from '../device/database';
import { counterKey, OPEN_SALE } from '../device/memory';
import type { Journal } from '../journal/journal';
import { afterSale, type Lease, leaseKey, takenBy } from '../leases/lease';
import { withSale } from '../shift/shift';
import type { SaleBody } from '../wire';
import { bodyOf, type FinishedSale, receiptNumberOf, type SaleRecord, withoutCardCodes, withoutCodes } from './record';

/** The kind of the journal's entries about sales. */
const SALE = 'SALE';

/** Sales the hub has confirmed are kept this many, for reprints. */
const SENT_KEPT = 200;

/** So many of those that wait are shown. */
export const LISTED_MOST = 30;

/** Finished sales on this device. "Paid" means: it is in here, and so is the journal's entry that tells of it. */
export class Outbox {
  private readonly db: Database;

  constructor(private readonly journal: Journal) {
    this.db = journal.db;
  }

  /**
   * Makes the sale paid: its number, its record, its place in the shift and the end of the open cart, in one transaction that
   * is on disk (not just in the system's buffers) when this resolves. The same sale again returns the
   * record that is there: a double tap cannot pay twice.
   */
  finish(sale: FinishedSale): Promise<SaleRecord> {
    const { register } = sale.session;
    return this.journal.commit<SaleRecord>(['memory', 'sales', 'shifts', 'attempts'], async (tx) => {
      const [memory, sales, shifts] = [tx.objectStore('memory'), tx.objectStore('sales'), tx.objectStore('shifts')];
      const known = await sales.get(sale.saleId);
      if (known) {
        return { entries: [], write: () => Promise.resolve(known) };
      }
      const sequence = (((await memory.get(counterKey(register.id))) as number | undefined) ?? 0) + 1;
      const shift = await shifts.index('openAt').get(register.id);
      const lease = (await memory.get(leaseKey(register.id))) as Lease | undefined;
      const lent = takenBy(lease, sale.unasked ?? []);
      const record = recordOf(sale, sequence, shift?.id ?? null, lent);
      const attempts = tx.objectStore('attempts');
      // What was given up is followed until its end is known.
      const over = (await attempts.getAll()).filter((one) => one.saleId === sale.saleId && one.state !== 'GIVEN_UP');
      return {
        entries: [{ kind: SALE, id: record.id, body: record.body, person: sale.session.user.name }],
        write: async () => {
          await memory.put(sequence, counterKey(register.id));
          await memory.delete(OPEN_SALE);
          await sales.add(record);
          for (const { id } of over) {
            await attempts.delete(id);
          }
          if (shift) {
            await shifts.put(withSale(shift, record.receipt));
          }
          if (lease && lent) {
            await memory.put(afterSale(lease, lent.lines), leaseKey(register.id));
          }
          return record;
        },
      };
    });
  }

  /** What still has to reach the hub, oldest first. */
  async unsent(): Promise<readonly SaleRecord[]> {
    const records = await this.db.getAllFromIndex('sales', 'state', 'UNSENT');
    return records.sort((a, b) => a.sequence - b.sequence);
  }

  /** How many the hub has not taken, and how many of them it said no to. */
  async counts(): Promise<{ readonly unsent: number; readonly attention: number }> {
    const [unsent, attention] = await Promise.all([this.db.countFromIndex('sales', 'state', 'UNSENT'), this.db.countFromIndex('sales', 'state', 'ATTENTION')]);
    return { unsent, attention };
  }

  /** The newest of those that wait, at most {@link LISTED_MOST}: a week without the hub leaves thousands. */
  async newestUnsent(): Promise<readonly SaleRecord[]> {
    const found: SaleRecord[] = [];
    let cursor = await this.db.transaction('sales').store.index('state').openCursor('UNSENT', 'prev');
    while (cursor && found.length < LISTED_MOST) {
      found.push(cursor.value);
      cursor = await cursor.continue();
    }
    return found.sort((a, b) => a.sequence - b.sequence);
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

function recordOf(sale: FinishedSale, sequence: number, shift: string | null, lent: SaleBody['lease'] | null): SaleRecord {
  const receiptNumber = receiptNumberOf(sale.session.register.id, sequence);
  const { holdId: _, cart: _cart, rules: _rules, invoiceTo: _to, unasked: _unasked, mayOversell, ...shown } = sale;
  return {
    id: sale.saleId,
    sequence,
    state: 'UNSENT',
    body: JSON.stringify(bodyOf(sale, receiptNumber, shift, lent)),
    receipt: { ...shown, ...(shown.charges ? { charges: withoutCardCodes(shown.charges) } : {}), tenders: withoutCodes(sale.tenders), receiptNumber },
    attempts: 0,
    nextAt: 0,
    why: null,
    ...(mayOversell ? { mayOversell } : {}),
  };
}
