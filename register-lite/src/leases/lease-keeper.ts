import { signal } from '@preact/signals';
import type { Database } from '../device/database';
import type { Hub } from '../hub/client';
import { newId } from '../ids';
import { ended, heard, type Lease, leaseKey, type LeaseView, NO_LEASE, owesReturn, report, wanting } from './lease';

export interface LeaseParts {
  readonly db: Database;
  readonly hub: Pick<Hub, 'call'>;
  /** The same turn as sending sales: a till says one thing at a time. */
  readonly exclusively: (work: () => Promise<void>) => Promise<boolean>;
  readonly now: () => number;
  /** Calls back after so many milliseconds; a new call replaces the old one. */
  readonly wake: (afterMs: number, call: () => void) => void;
  /** Whether this device is its register's, so that it may be lent stock without anybody's asking. */
  readonly isRegister: () => Promise<boolean>;
}

/** A lease is renewed when a third of it is over, and at least so often while the hub is in reach. */
const RENEW_MOST_MS = 10 * 60_000;
const RENEW_LEAST_MS = 5_000;
/** After a refusal, somebody has to do something first. */
const REFUSED_MS = 15 * 60_000;
/** What is given back is said at once, but not without end. */
const ROUNDS_MAX = 3;
const TURN_MS = 200;
const TURNS_MAX = 25;

/** Keeps this till's lease: asks for it while the hub is in reach, renews it, and gives it back. */
export class LeaseKeeper {
  readonly lease = signal<Lease>(NO_LEASE);
  private register: string | null = null;
  /** Nobody sells here until the next shift or sign-in: no new lease is asked for. */
  private resting = false;

  constructor(private readonly parts: LeaseParts) {}

  /** Somebody works at the register: what it was lent is there at once. */
  async open(register: string): Promise<void> {
    this.register = register;
    this.resting = false;
    await this.reload();
  }

  /** Reads it again, for a sale or another tab may have changed it. */
  async reload(): Promise<void> {
    if (this.register !== null) {
      this.lease.value = ((await this.parts.db.get('memory', leaseKey(this.register))) as Lease | undefined) ?? NO_LEASE;
    }
  }

  /** Reports and renews; does nothing while another tab is at it. */
  async talk(): Promise<void> {
    if (!(await this.parts.exclusively(() => this.exchange()))) {
      this.later(RENEW_LEAST_MS);
    }
  }

  /** As `talk`, for somebody who waits for it: the turn comes when what is being sent has been sent. */
  private async talkNow(): Promise<void> {
    for (let i = 0; i < TURNS_MAX; i++) {
      if (await this.parts.exclusively(() => this.exchange())) {
        return;
      }
      await new Promise((done) => setTimeout(done, TURN_MS));
    }
    this.later(RENEW_LEAST_MS);
  }

  /** Somebody wants so many of it kept for this till, to be sold without the hub. */
  async want(sku: string, units: number): Promise<void> {
    await this.change((lease) => wanting(lease, sku, units));
    await this.talkNow();
  }

  /** Selling begins again. */
  wake(): void {
    if (this.resting) {
      this.resting = false;
      void this.talk();
    }
  }

  /** The till stops selling by it and gives back what is left, at once or when the hub is in reach again. */
  async giveBack(): Promise<void> {
    this.resting = true;
    if (this.register !== null && this.lease.value.generation !== null) {
      await this.change((lease) => ({ ...lease, returning: true }));
      await this.talkNow();
    }
  }

  /**
   * Says again what was not answered. Sales wait until it is: a sale that overtook the report before it would make the
   * totals look like those of a copy. To be called in the turn of sending.
   */
  async settled(): Promise<boolean> {
    await this.reload();
    return this.lease.value.pending === null || (await this.say()) !== 'lost';
  }

  private async exchange(): Promise<void> {
    const register = this.register;
    if (register === null || !(await this.settled())) {
      return this.later(RENEW_LEAST_MS);
    }
    for (let round = 0; round < ROUNDS_MAX; round++) {
      const { lease } = this;
      const wishes = Object.values(lease.value.items).some((lent) => (lent.wanted ?? 0) > 0);
      if (lease.value.generation === null && (this.resting || (!wishes && !(await this.parts.isRegister())))) {
        return;
      }
      const back = lease.value.returning;
      await this.change((now) => ({ ...now, pending: report(now, register, newId(), back ? 'return' : 'renew') }));
      const said = await this.say();
      if (back && said !== 'lost') {
        return;
      }
      if (said === 'more') {
        continue;
      }
      return this.later(said === 'refused' ? REFUSED_MS : said === 'lost' ? RENEW_LEAST_MS : this.nextIn());
    }
  }

  /** Says what is pending: `lost` while nobody knows whether it was heard, `more` when there is something to say at once. */
  private async say(): Promise<'done' | 'more' | 'refused' | 'lost'> {
    const { pending } = this.lease.value;
    if (pending === null || this.register === null) {
      return 'done';
    }
    const askedAt = this.parts.now();
    const path = pending.kind === 'renew' ? '/api/v1/leases' : `/api/v1/leases/${encodeURIComponent(this.register)}/return`;
    const answer = await this.parts.hub.call<LeaseView>(path, { method: 'POST', text: pending.body });
    if (answer.kind === 'ok') {
      const more = answer.body.state === 'ACTIVE' && answer.body.items.some((item) => item.giveBack > 0);
      await this.change((lease) => heard(lease, answer.body, askedAt));
      return more && owesReturn(this.lease.value, answer.body) ? 'more' : 'done';
    }
    if (answer.kind === 'lost' || [408, 425, 429].includes(answer.status)) {
      return 'lost';
    }
    if (answer.status === 401 || answer.status === 403) {
      // Certainly not taken, and nobody is signed in who could say it: sales need not wait for that.
      await this.change((lease) => ({ ...lease, pending: null }));
      return 'refused';
    }
    const { code, detail, title } = answer.problem;
    if (code === 'lease-report-late') {
      // The device has said more since, and that counts.
      await this.change((lease) => ({ ...lease, pending: null }));
      return 'more';
    }
    await this.change((lease) => ended(lease, code === 'lease-over' ? null : (detail ?? title)));
    return code === 'lease-over' && pending.kind === 'renew' ? 'more' : 'refused';
  }

  private nextIn(): number {
    const { heardAt, until } = this.lease.value;
    return Math.max(RENEW_LEAST_MS, Math.min(RENEW_MOST_MS, (until - heardAt) / 3));
  }

  private later(ms: number): void {
    if (this.register !== null) {
      this.parts.wake(ms, () => void this.talk());
    }
  }

  /** Changes what is written down, in a transaction of its own: a sale may be changing it too. */
  private async change(to: (lease: Lease) => Lease): Promise<void> {
    if (this.register === null) {
      return;
    }
    const tx = this.parts.db.transaction('memory', 'readwrite', { durability: 'strict' });
    const lease = to(((await tx.store.get(leaseKey(this.register))) as Lease | undefined) ?? NO_LEASE);
    await tx.store.put(lease, leaseKey(this.register));
    await tx.done;
    this.lease.value = lease;
  }
}
