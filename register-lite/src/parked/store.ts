import type { Cart } from '../cart/cart';
import type { Database } from '../device/database';
import { OPEN_SALE, type KeptSale } from '../device/memory';
import type { ParkedSale } from './parked-sale';

/**
 * Writes a cart that was put aside and ends the open one, in one transaction: a crash finds it in one of the two
 * places, never in both and never in none. On disk when this resolves.
 *
 * @param next what is open instead; null where another tab's sale is the one that is written down
 */
export async function putAside(db: Database, parked: ParkedSale, next: KeptSale | null): Promise<void> {
  const tx = db.transaction(['parked', 'memory'], 'readwrite', { durability: 'strict' });
  await tx.objectStore('parked').put(parked);
  if (next) {
    await tx.objectStore('memory').put(next, OPEN_SALE);
  }
  await tx.done;
}

/** Takes it out and opens it; null when somebody else was quicker. */
export async function takeOut(db: Database, id: string, opened: (parked: ParkedSale) => KeptSale | null): Promise<ParkedSale | null> {
  const tx = db.transaction(['parked', 'memory'], 'readwrite', { durability: 'strict' });
  const parked = (await tx.objectStore('parked').get(id)) ?? null;
  if (parked) {
    await tx.objectStore('parked').delete(id);
    const next = opened(parked);
    if (next) {
      await tx.objectStore('memory').put(next, OPEN_SALE);
    }
  }
  await tx.done;
  return parked;
}

/** Changes it if it is still there; says what it is then. */
export async function change(db: Database, id: string, how: (parked: ParkedSale) => ParkedSale): Promise<ParkedSale | null> {
  const tx = db.transaction('parked', 'readwrite', { durability: 'strict' });
  const parked = await tx.store.get(id);
  const changed = parked === undefined ? null : how(parked);
  if (changed) {
    await tx.store.put(changed);
  }
  await tx.done;
  return changed;
}

/** All of a location, the newest first. */
export async function all(db: Database, location: string): Promise<readonly ParkedSale[]> {
  const parked = await db.getAll('parked');
  return parked.filter((each) => each.location === location).sort((a, b) => b.at - a.at);
}

/** The open sale as it is written down: a cart that nobody pays for yet. */
export function kept(cart: Cart, holds: readonly string[], rules: number): KeptSale {
  return { cart, payment: null, holds, rules };
}
