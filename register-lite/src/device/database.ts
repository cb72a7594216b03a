import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SaleRecord } from '../outbox/record';
import type { DrawerRecord } from '../shift/event';
import type { Shift } from '../shift/shift';
import type { Product } from '../wire';

interface Schema extends DBSchema {
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
}

export type Database = IDBPDatabase<Schema>;

/** Opens what this device remembers. Later versions add stores; they never drop unsent sales. */
export function openDatabase(name = 'tillbridge-register', onLost: () => void = () => {}): Promise<Database> {
  return openDB<Schema>(name, 2, {
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
    },
    // iOS drops the connection now and then, and a newer tab may want to upgrade: begin again.
    terminated: onLost,
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
