import type { Database } from '../device/database';

/** As the hub's `SignInGuard`: so many free, then 5 s, doubled each time, up to a quarter of an hour. */
const FREE_FAILURES = 5;
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 15 * 60_000;
const FORGET_MS = 3_600_000;

interface Tries {
  readonly failures: number;
  /** When the last attempt was counted, and until when the next one waits (milliseconds since 1970). */
  readonly at: number;
  readonly until: number;
}

const NONE: Tries = { failures: 0, at: 0, until: 0 };
const DEVICE = 'device';

/** How long the next attempt waits after so many failures. */
export function pauseAfter(failures: number): number {
  return failures < FREE_FAILURES ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_FAILURES, 20));
}

/**
 * Counts wrong PINs on this device while the hub is away. An attempt is counted, and is on disk, before the PIN is looked at:
 * neither a reload nor a second tab forgives it.
 */
export class PinGuard {
  constructor(
    private readonly db: Database,
    private readonly now: () => number = () => Date.now(),
  ) {}

  /** Counts an attempt against the person and the device; 0 when it may go on, else how long to wait. */
  async attempt(person: string): Promise<number> {
    const tx = this.db.transaction('keys', 'readwrite', { durability: 'strict' });
    const now = this.now();
    const all = await Promise.all([person, DEVICE].map(async (subject) => ({ subject, tries: remembered((await tx.store.get(keyOf(subject))) as Tries | undefined, now) })));
    const wait = Math.max(...all.map(({ tries }) => waitOf(tries, now)));
    if (wait === 0) {
      for (const { subject, tries } of all) {
        const failures = tries.failures + 1;
        await tx.store.put({ failures, at: now, until: now + pauseAfter(failures) }, keyOf(subject));
      }
    }
    await tx.done;
    return wait;
  }

  /** The PIN was right: the person's slips are forgotten. The device's stay, or one PIN could be tried between all others. */
  async forgive(person: string): Promise<void> {
    const tx = this.db.transaction('keys', 'readwrite', { durability: 'strict' });
    await tx.store.delete(keyOf(person));
    const device = ((await tx.store.get(keyOf(DEVICE))) as Tries | undefined) ?? NONE;
    const failures = Math.max(0, device.failures - 1);
    await tx.store.put({ ...device, failures, until: Math.min(device.until, device.at + pauseAfter(failures)) }, keyOf(DEVICE));
    await tx.done;
  }
}

const keyOf = (subject: string) => `tries ${subject}`;

function remembered(tries: Tries | undefined, now: number): Tries {
  return tries === undefined || now - tries.until > FORGET_MS ? NONE : tries;
}

/** A clock that was set back before the last attempt begins the wait anew. */
function waitOf(tries: Tries, now: number): number {
  return now < tries.at ? pauseAfter(tries.failures) : Math.max(0, tries.until - now);
}
