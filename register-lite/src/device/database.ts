import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { Entry } from '../journal/entry';
import type { SaleRecord } from '../outbox/record';
import type { ParkedSale } from '../parked/parked-sale';
import type { DrawerRecord } from '../shift/event';
import type { Shift } from '../shift/shift';
import type { Attempt } from '../tender/tendering';
import type { Product } from '../wire';

export interface Schema extends DBSchema {
  /** Small things by name: see the keys in `DeviceMemory`. */
  memory: { key: string; value: unknown };
  /** The catalogue in chunks of 1,000 products: one record each is 10 to 90 times slower. */
  catalogue: { key: number; value: readonly Product[] };
  /** Every sale finished on this device, sent or not. */
  sales: { key: string; value: SaleRecord; indexes: { state: string; sequence: number } };
  /** Shifts of this device's registers; only open ones are in the index. */
  shifts: { key: string; value: Shift; indexes: { openAt: string } };
  /** What was done with the drawer, sent or not. */
  drawer: { key: string; value: DrawerRecord; indexes: { state: string } };
  /** The device's journal: what was done here, signed, in order. */
  journal: { key: number; value: Entry };
  /** Keys that cannot leave this browser, and what goes with them, by name. */
  keys: { key: string; value: unknown };
  /** Sales that wait for their customer to come back. */
  parked: { key: string; value: ParkedSale };
  /** Customers known here, and those added here that the hub does not know yet. */
  customers: { key: string; value: { readonly id: string } };
  /** Returns finished on this device, sent or not. */
  returns: { key: string; value: { readonly id: string; readonly sequence: number; readonly state: string }; indexes: { state: string; sequence: number } };
  /** Payments by card or other means that were begun and whose end is not written in a sale yet. */
  attempts: { key: string; value: Attempt };
}

export type Database = IDBPDatabase<Schema>;

/** Opens what this device remembers. Later versions add stores; they never drop unsent sales. */
export function openDatabase(name = 'tillbridge-register', onLost: () => void = () => {}): Promise<Database> {
  return openDB<Schema>(name, 3, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('memory');
        db.createObjectStore('catalogue');
        const sales = db.createObjectStore('sales', { keyPath: 'id' });
        sales.createIndex('state', 'state');
        sales.createIndex('sequence', 'sequence');
      }
      if (from < 2) {
        db.createObjectStore('shifts', { keyPath: 'id' }).createIndex('openAt', 'openAt', { unique: true });
        db.createObjectStore('drawer', { keyPath: 'id' }).createIndex('state', 'state');
      }
      if (from < 3) {
        db.createObjectStore('journal', { keyPath: 'sequence' });
        db.createObjectStore('keys');
        db.createObjectStore('parked', { keyPath: 'id' });
        db.createObjectStore('customers', { keyPath: 'id' });
        const returns = db.createObjectStore('returns', { keyPath: 'id' });
        returns.createIndex('state', 'state');
        returns.createIndex('sequence', 'sequence');
        db.createObjectStore('attempts', { keyPath: 'id' });
      }
    },
    // iOS drops the connection now and then, and a newer tab may want to upgrade: begin again.
    terminated: onLost,
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
