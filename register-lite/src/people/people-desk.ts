import { signal } from '@preact/signals';
import type { Database } from '../device/database';
import type { Hub } from '../hub/client';
import { managerNames } from '../ui/manager-names';
import { mayApprove } from './approval';
import type { Proof } from './offline-session';
import { OFFLINE_MS, type PersonKey, PersonKeys } from './person-key';
import { PinGuard } from './pin-guard';

/** Somebody who works at this location's tills. */
export interface Colleague {
  readonly id: string;
  readonly name: string;
  readonly role: string;
}

/** Whether a PIN is somebody's, as far as this device can tell without the hub. */
export type Checked =
  | { readonly kind: 'right'; readonly key: PersonKey; readonly secret: CryptoKey }
  | { readonly kind: 'wrong' }
  | { readonly kind: 'wait'; readonly ms: number }
  /** He never signed in at this device, or his PIN was changed since. */
  | { readonly kind: 'stranger' }
  /** The hub has not been heard about him for too long. */
  | { readonly kind: 'stale' };

const REMEMBERED = 'people';

/** Who works here, and whose PINs this device can check without the hub. */
export class PeopleDesk {
  readonly colleagues = signal<readonly Colleague[]>([]);
  readonly keys: PersonKeys;
  readonly guard: PinGuard;

  constructor(
    private readonly db: Database,
    private readonly hub: Pick<Hub, 'call'>,
    private readonly now: () => number = () => Date.now(),
    iterations?: number,
  ) {
    this.keys = new PersonKeys(db, iterations);
    this.guard = new PinGuard(db, now);
  }

  /** What the device remembers. */
  async load(): Promise<void> {
    this.show(((await this.db.get('memory', REMEMBERED)) as readonly Colleague[] | undefined) ?? []);
  }

  /** Hears from the hub who works here. Whoever was switched off or has another PIN is forgotten at once. */
  async refresh(register: string): Promise<void> {
    const known = await this.keys.all();
    const askedAt = this.now();
    const answer = await this.hub.call<{ people: readonly Colleague[]; keys: readonly string[] }>('/api/v1/people/here', {
      method: 'POST',
      body: { register, keys: known.map(({ id }) => id) },
    });
    if (answer.kind !== 'ok' || !Array.isArray(answer.body.people)) {
      return;
    }
    const { people, keys } = answer.body;
    for (const key of known) {
      const person = people.find(({ id }) => id === key.person);
      if (!person || !keys.includes(key.id)) {
        // Unless it was made anew meanwhile.
        if ((await this.keys.find(key.person))?.id === key.id) {
          await this.keys.forget(key.person);
        }
      } else {
        await this.keys.keep({ ...key, name: person.name, role: person.role, confirmedAt: askedAt });
      }
    }
    await this.db.put('memory', people, REMEMBERED);
    this.show(people);
  }

  /** The hub has just confirmed this PIN: from now on this device can check it alone. Resolves to his key, opened. */
  async learn(user: Colleague, pin: string, register: string): Promise<Proof | null> {
    const known = await this.keys.find(user.id);
    const opened = known && (await this.keys.open(known, pin));
    if (known && opened) {
      await this.keys.keep({ ...known, name: user.name, role: user.role, confirmedAt: this.now() });
      return { person: user.id, key: known.id, secret: opened };
    }
    const { key, publicKey } = await this.keys.make(user, pin, this.now());
    const answer = await this.hub.call('/api/v1/people/keys', { method: 'POST', body: { id: key.id, name: user.name, pin, publicKey, register } });
    if (answer.kind !== 'ok') {
      return null;
    }
    await this.keys.keep(key);
    const secret = await this.keys.open(key, pin);
    return secret && { person: user.id, key: key.id, secret };
  }

  /** Checks a PIN without the hub. Every attempt is counted before the PIN is looked at. */
  async check(name: string, pin: string): Promise<Checked> {
    const wanted = name.trim().toLowerCase();
    const key = (await this.keys.all()).find((each) => each.name.toLowerCase() === wanted);
    const wait = await this.guard.attempt(key?.person ?? wanted);
    if (wait > 0) {
      return { kind: 'wait', ms: wait };
    }
    if (!key) {
      return { kind: 'stranger' };
    }
    if (this.now() - key.confirmedAt > OFFLINE_MS) {
      return { kind: 'stale' };
    }
    const secret = await this.keys.open(key, pin);
    if (secret === null) {
      return { kind: 'wrong' };
    }
    await this.guard.forgive(key.person);
    return { kind: 'right', key, secret };
  }

  private show(people: readonly Colleague[]): void {
    this.colleagues.value = people;
    managerNames.value = people.filter(({ role }) => mayApprove(role)).map(({ name }) => name);
  }
}
