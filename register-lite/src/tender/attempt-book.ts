import type { Database } from '../device/database';
import type { Attempt } from './tendering';

/** Payments that were begun, on disk before the hub, a terminal or the customer hears of the next step. */
export class AttemptBook {
  constructor(private readonly db: Database) {}

  /** Oldest first. */
  async all(): Promise<readonly Attempt[]> {
    return (await this.db.getAll('attempts')).sort((a, b) => a.at - b.at);
  }

  /** Writes what changed between the two, in one transaction that is on disk when this resolves. */
  async write(before: readonly Attempt[], now: readonly Attempt[]): Promise<void> {
    const known = new Map(before.map((one) => [one.id, one]));
    const changed = now.filter((one) => known.get(one.id) !== one);
    const gone = before.filter(({ id }) => now.every((one) => one.id !== id));
    if (changed.length + gone.length === 0) {
      return;
    }
    const tx = this.db.transaction('attempts', 'readwrite', { durability: 'strict' });
    await Promise.all([...changed.map((one) => tx.store.put(one)), ...gone.map(({ id }) => tx.store.delete(id)), tx.done]);
  }
}
