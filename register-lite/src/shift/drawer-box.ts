import type { Database } from '../device/database';
import { newId } from '../ids';
import type { Journal } from '../journal/journal';
import type { Session } from '../wire';
import { closedBody, type DrawerRecord, type EventBody, movedBody, openedBody } from './event';
import { type Closed, countedOf, expectedOf, type Move, type MoveKind, newShift, type Pieces, type Shift } from './shift';

/** The kind of the journal's entries about drawers. */
const SHIFT = 'SHIFT';

const SEQUENCE = 'drawer-sequence';
export const zCounterKey = (register: string) => `z-counter ${register}`;

/** Shifts that the hub has wholly are kept this many, for reprints. */
const CLOSED_KEPT = 30;

/**
 * The drawers of this device: each thing that is done is written with its shift and with what the hub
 * must hear of it, in one transaction that is on disk when it resolves.
 */
export class DrawerBox {
  private readonly db: Database;

  constructor(private readonly journal: Journal) {
    this.db = journal.db;
  }

  /** The open shift of the register, if there is one. */
  async open(register: string): Promise<Shift | null> {
    return (await this.db.getFromIndex('shifts', 'openAt', register)) ?? null;
  }

  /** Shifts of the register that have ended, the newest first. */
  async closed(register: string): Promise<readonly Shift[]> {
    const all = await this.db.getAll('shifts');
    return all
      .filter((shift) => shift.register === register && shift.closed !== null)
      .sort((a, b) => (b.closed?.number ?? 0) - (a.closed?.number ?? 0) || b.id.localeCompare(a.id));
  }

  /** Begins a shift; if one is open already, that one goes on. */
  begin(session: Session, float: number, now: Date): Promise<Shift> {
    // The shift's id would do for its beginning, but a copy of it must not look like another's event.
    const [id, event] = [newId(), newId()];
    return this.write(session.register.id, (open) => {
      if (open) {
        return { shift: open, event: null };
      }
      const shift = newShift(id, session.register.id, session.currency, float, now.toISOString(), session.user.name);
      return { shift, event: { ...openedBody(shift, session), id: event } };
    });
  }

  /** Cash goes in or out. Null when no shift is open. */
  move(session: Session, kind: MoveKind, amount: number, reason: string | null, now: Date): Promise<Shift | null> {
    const id = newId();
    return this.write(session.register.id, (open) => {
      if (!open) {
        return null;
      }
      const move: Move = { id, kind, amount, reason, at: now.toISOString(), person: session.user.name };
      const shift = { ...open, moves: [...open.moves, move] };
      return { shift, event: movedBody(shift, session, move) };
    });
  }

  /** The drawer was counted: the shift ends. Null when no shift is open. */
  end(session: Session, count: readonly Pieces[], limit: number, reason: string | null, unsent: number, now: Date): Promise<Shift | null> {
    const id = newId();
    return this.write(session.register.id, (open, number) => {
      if (!open) {
        return null;
      }
      const closed: Closed = {
        at: now.toISOString(),
        by: session.user.name,
        number: number + 1,
        counted: countedOf(count),
        count: count.filter(({ pieces }) => pieces > 0),
        expected: expectedOf(open),
        limit,
        reason,
        unsent,
      };
      const { openAt: _, ...rest } = open;
      const shift: Shift = { ...rest, closed };
      return { shift, event: closedBody(id, shift, session, closed) };
    });
  }

  private write<T extends Shift | null>(
    register: string,
    change: (open: Shift | undefined, number: number) => { shift: Shift; event: EventBody | null } | (null extends T ? null : never),
  ): Promise<T> {
    return this.journal.commit<T>(['memory', 'shifts', 'drawer'], async (tx) => {
      const [memory, shifts, drawer] = [tx.objectStore('memory'), tx.objectStore('shifts'), tx.objectStore('drawer')];
      const open = await shifts.index('openAt').get(register);
      const number = ((await memory.get(zCounterKey(register))) as number | undefined) ?? 0;
      const changed = change(open, number);
      const written = (changed?.shift ?? null) as T;
      if (!changed?.event) {
        return { entries: [], write: () => Promise.resolve(written) };
      }
      const { shift, event } = changed;
      const sequence = (((await memory.get(SEQUENCE)) as number | undefined) ?? 0) + 1;
      const body = JSON.stringify(event);
      const record: DrawerRecord = { id: event.id, shift: shift.id, sequence, state: 'UNSENT', body, attempts: 0, nextAt: 0, why: null };
      return {
        entries: [{ kind: SHIFT, id: event.id, body, person: event.person }],
        write: async () => {
          await memory.put(sequence, SEQUENCE);
          if (shift.closed) {
            await memory.put(shift.closed.number, zCounterKey(register));
          }
          await shifts.put(shift);
          await drawer.add(record);
          return written;
        },
      };
    });
  }

  /** What still has to reach the hub, oldest first. */
  async unsent(): Promise<readonly DrawerRecord[]> {
    return this.inState('UNSENT');
  }

  /** What the hub said no to, oldest first. */
  async attention(): Promise<readonly DrawerRecord[]> {
    return this.inState('ATTENTION');
  }

  private async inState(state: DrawerRecord['state']): Promise<readonly DrawerRecord[]> {
    const records = await this.db.getAllFromIndex('drawer', 'state', state);
    return records.sort((a, b) => a.sequence - b.sequence);
  }

  /**
   * A shift that this device has lost and the hub knows as open goes on here. Not if this device knows it, or has
   * another that is open.
   */
  async resume(shift: Shift): Promise<void> {
    const tx = this.db.transaction('shifts', 'readwrite', { durability: 'strict' });
    if (!(await tx.store.get(shift.id)) && !(await tx.store.index('openAt').get(shift.register))) {
      await tx.store.put(shift);
    }
    await tx.done;
  }

  /** The next report's number is above this one, for a device that lost its counter. */
  async raiseNumber(register: string, atLeast: number): Promise<void> {
    const tx = this.db.transaction('memory', 'readwrite');
    const known = ((await tx.store.get(zCounterKey(register))) as number | undefined) ?? 0;
    if (atLeast > known) {
      await tx.store.put(atLeast, zCounterKey(register));
    }
    await tx.done;
  }

  /** Forgets the oldest shifts that the hub has wholly; nothing else is ever forgotten. */
  async prune(): Promise<void> {
    const tx = this.db.transaction(['shifts', 'drawer'], 'readwrite');
    const [shifts, drawer] = [tx.objectStore('shifts'), tx.objectStore('drawer')];
    const records = await drawer.getAll();
    const waiting = new Set(records.filter((record) => record.state !== 'SENT').map((record) => record.shift));
    const done = (await shifts.getAll())
      .filter((shift) => shift.closed !== null && !waiting.has(shift.id))
      .sort((a, b) => (b.closed?.at ?? '').localeCompare(a.closed?.at ?? ''));
    for (const shift of done.slice(CLOSED_KEPT)) {
      await shifts.delete(shift.id);
      for (const record of records.filter((one) => one.shift === shift.id)) {
        await drawer.delete(record.id);
      }
    }
    await tx.done;
  }
}
