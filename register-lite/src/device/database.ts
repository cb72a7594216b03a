import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import type { SaleRecord } from '../outbox/record';
import type { Product } from '../wire';

interface Schema extends DBSchema {
  /** Small things by name: see the keys in `DeviceMemory`. */
  memory: { key: string; value: unknown };
  /** The catalogue in chunks of 1,000 products: one record each is 10 to 90 times slower. */
  catalogue: { key: number; value: readonly Product[] };
  /** Every sale finished on this device, sent or not. */
  sales: { key: string; value: SaleRecord; indexes: { state: string; sequence: number } };
}

export type Database = IDBPDatabase<Schema>;

/** Opens what this device remembers. Later versions add stores; they never drop unsent sales. */
export function openDatabase(name = 'tillbridge-register', onLost: () => void = () => {}): Promise<Database> {
  return openDB<Schema>(name, 1, {
    upgrade(db, from) {
      if (from < 1) {
        db.createObjectStore('memory');
        db.createObjectStore('catalogue');
        const sales = db.createObjectStore('sales', { keyPath: 'id' });
        sales.createIndex('state', 'state');
        sales.createIndex('sequence', 'sequence');
      }
    },
    // iOS drops the connection now and then, and a newer tab may want to upgrade: begin again.
    terminated: onLost,
    blocking: (_current, _blocked, event) => (event.target as IDBDatabase).close(),
  });
}
