import type { IDBPTransaction, StoreNames } from 'idb';
import type { Database, Schema } from '../device/database';
import { type Draft, type Entry, type Head, type Identity, NO_HASH, signed } from './entry';

export type Store = StoreNames<Schema>;
export type Writing = IDBPTransaction<Schema, Store[], 'readwrite'>;

/** What is to be written in one go. */
export interface Plan<T> {
  /** For the hub, in this order; may be none. */
  readonly entries: readonly Draft[];
  /** Writes what goes with them. Waits for nothing but the transaction. */
  readonly write: (tx: Writing) => Promise<T>;
}

/** Where sending stands. */
export interface Sent {
  readonly device: string;
  /** The hub has the entries up to this one for good. */
  readonly acked: number;
  /** It has taken them, or set them aside, up to this one. */
  readonly settled: number;
  /** Those that are set aside. */
  readonly aside: readonly number[];
}

export const IDENTITY = 'device';
export const HEAD = 'journal-head';
export const SENT = 'journal-sent';

const TRIES_MOST = 100;

/**
 * The device's journal: everything the hub must hear of, signed and chained, in the order in which it was done here.
 * An entry is written in the same transaction as what it tells of, so that neither is there without the other.
 */
export class Journal {
  /** Told after every change. What was finished waits for it, so that "paid" and "1 unsent" show together. */
  onChange: () => Promise<void> = async () => {};
  private known: Identity | null = null;

  constructor(
    readonly db: Database,
    private readonly now: () => Date = () => new Date(),
  ) {}

  /** Who this device is, or null as long as nobody has let it in. */
  async identity(): Promise<Identity | null> {
    this.known ??= ((await this.db.get('keys', IDENTITY)) as Identity | undefined) ?? null;
    return this.known;
  }

  /** Another tab, or this one, has become a device anew. */
  forgetIdentity(): void {
    this.known = null;
  }

  /**
   * Writes something and the entries that tell of it, in one transaction that is on disk (not just in the system's
   * buffers) when this resolves. Hash and signature cannot be made within a transaction, so `plan` is asked twice:
   * first to look, then, when the entries are signed, to write. If anything it looked at has changed in between,
   * because another tab was quicker, all begins anew. So `plan` must only read, make up no ids or times of its own,
   * and wait for nothing but the transaction.
   *
   * @param stores what plan reads and writes; `memory` and `journal` are there anyway
   */
  async commit<T>(stores: readonly Store[], plan: (tx: Writing) => Promise<Plan<T>>): Promise<T> {
    const all = [...new Set<Store>([...stores, 'memory', 'journal', 'keys'])];
    for (let i = 0; i < TRIES_MOST; i++) {
      const identity = await this.identity();
      // Reading needs no more rights; the type is that of the second time.
      const look = this.db.transaction(all, 'readonly') as unknown as Writing;
      const before = await headOf(look, identity);
      const { entries: drafts } = await plan(look);
      await look.done;
      const entries = identity ? await signed(identity, before, drafts, this.now()) : [];
      const tx = this.db.transaction(all, 'readwrite', { durability: 'strict' });
      // If something fails below, the one who waits hears of that, not of this.
      tx.done.catch(() => {});
      try {
        const present = ((await tx.objectStore('keys').get(IDENTITY)) as Identity | undefined) ?? null;
        const head = await headOf(tx, present);
        const again = await plan(tx);
        if (present?.id !== identity?.id || head.sequence !== before.sequence || head.hash !== before.hash || !alike(drafts, again.entries)) {
          this.known = present;
          await tx.done;
          continue;
        }
        const written = await again.write(tx);
        for (const entry of entries) {
          await tx.objectStore('journal').add(entry);
        }
        const last = entries.at(-1);
        if (identity && last) {
          await tx.objectStore('memory').put({ device: identity.id, sequence: last.sequence, hash: last.hash } satisfies Head, HEAD);
        }
        await tx.done;
        // What was written is safe; whatever goes wrong with showing it must not say otherwise.
        await this.onChange().catch(() => {});
        return written;
      } catch (failure) {
        try {
          tx.abort();
        } catch {
          // It has ended by itself.
        }
        throw failure;
      }
    }
    throw new Error('other tabs of this till are always quicker; close them');
  }

  /** Writes entries that go with nothing else. */
  append(...entries: readonly Draft[]): Promise<void> {
    return this.commit([], () => Promise.resolve({ entries, write: () => Promise.resolve() }));
  }

  /** The newest entry. */
  async head(): Promise<Head> {
    const identity = await this.identity();
    return headOf(this.db.transaction(['memory'], 'readonly') as unknown as Writing, identity);
  }

  /** How far the hub has heard. */
  async sent(): Promise<Sent> {
    const identity = await this.identity();
    const sent = (await this.db.get('memory', SENT)) as Sent | undefined;
    return sent && sent.device === identity?.id ? sent : { device: identity?.id ?? '', acked: 0, settled: 0, aside: [] };
  }

  /** How many entries the hub has not got. */
  async unsent(): Promise<number> {
    const [head, sent] = await Promise.all([this.head(), this.sent()]);
    return Math.max(0, head.sequence - sent.acked);
  }

  /** Entries that the hub could not take, oldest first. */
  async attention(): Promise<readonly Entry[]> {
    const { aside } = await this.sent();
    const found = await Promise.all(aside.map((sequence) => this.db.get('journal', sequence)));
    return found.filter((entry) => entry !== undefined);
  }
}

export async function headOf(tx: Writing, identity: Identity | null): Promise<Head> {
  const head = (await tx.objectStore('memory').get(HEAD)) as Head | undefined;
  return head && head.device === identity?.id ? head : { device: identity?.id ?? '', sequence: 0, hash: NO_HASH };
}

function alike(first: readonly Draft[], second: readonly Draft[]): boolean {
  return (
    first.length === second.length &&
    first.every((one, i) => {
      const other = second[i]!;
      return one.kind === other.kind && one.id === other.id && one.body === other.body && one.person === other.person;
    })
  );
}
