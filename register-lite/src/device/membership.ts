import { signal } from '@preact/signals';
import type { Hub } from '../hub/client';
import { adopt } from '../journal/adopt';
import { enrol, type EnrolResult } from '../journal/enrol';
import type { Entry, Identity } from '../journal/entry';
import type { Journal } from '../journal/journal';
import type { HubOutcome, Sender, Trouble } from '../journal/sender';

/** A code that came with the address, as from a manager's link. */
export interface Invitation {
  readonly code: string;
  readonly name: string | null;
}

const TRIES_MOST = 2;

/** What this browser is to the hub: a device with a register, one that was shut out, or none so far. */
export class Membership {
  readonly identity = signal<Identity | null>(null);
  /** Why the hub takes nothing more of this device, or null. */
  readonly trouble = signal<Trouble | null>(null);
  /** How many entries of the journal the hub has not got. */
  readonly unsent = signal(0);
  /** Entries that the hub could not take. */
  readonly attention = signal<readonly Entry[]>([]);
  readonly invitation = signal<Invitation | null>(null);
  /** Whether somebody wants to set it up anew, although it is set up. */
  readonly anew = signal(false);

  constructor(
    private readonly journal: Journal,
    private readonly sender: Sender,
    private readonly hub: Hub,
  ) {}

  async start(): Promise<void> {
    this.readAddress();
    addEventListener('hashchange', () => this.readAddress());
    await adopt(this.journal);
    await this.recount();
  }

  private readAddress(): void {
    const given = new URLSearchParams(location.hash.slice(1));
    const code = given.get('code');
    if (code) {
      // It counts once, and is nobody else's business.
      history.replaceState(null, '', location.pathname + location.search);
      this.invitation.value = { code, name: given.get('name') };
    }
  }

  /** Whether this device works as the register, or as none. */
  isAt(register: string): boolean {
    return (this.identity.value?.register ?? register) === register;
  }

  /** Whether it must be set up before anybody can sell here. */
  get barred(): boolean {
    return this.identity.value === null || this.trouble.value !== null || this.anew.value;
  }

  /** Becomes a device by a manager's code. */
  async enrol(code: string, name: string): Promise<EnrolResult> {
    let result: EnrolResult = { kind: 'no', why: 'again', detail: '' };
    for (let i = 0; i < TRIES_MOST && result.kind === 'no' && result.why === 'again'; i++) {
      result = await enrol(this.journal, this.hub, code, name);
    }
    if (result.kind === 'in') {
      this.anew.value = false;
      this.invitation.value = null;
      await this.recount();
      await this.journal.onChange();
      void this.sender.check();
    }
    return result;
  }

  async recount(): Promise<void> {
    this.journal.forgetIdentity();
    const [identity, trouble, unsent, attention] = await Promise.all([this.journal.identity(), this.sender.trouble(), this.journal.unsent(), this.journal.attention()]);
    if (identity?.id !== this.identity.value?.id) {
      this.identity.value = identity;
    }
    if (trouble?.reason !== this.trouble.value?.reason) {
      this.trouble.value = trouble;
    }
    this.unsent.value = unsent;
    this.attention.value = attention;
  }

  /** Has the hub try once more what it could not take. Answers why not, or null when it is taken. */
  async retry(id: string): Promise<string | null> {
    const identity = await this.journal.identity();
    const entry = this.attention.value.find((one) => one.id === id);
    if (!identity || !entry) {
      return null;
    }
    const answer = await this.hub.call<HubOutcome>(`/api/v1/devices/${identity.id}/entries/${entry.sequence}/retry`, { method: 'POST', timeoutMs: 30_000 });
    if (answer.kind === 'ok' && typeof answer.body?.seq === 'number') {
      await this.sender.heard(identity.id, answer.body);
      return answer.body.state === 'ASIDE' ? (answer.body.note ?? '') : null;
    }
    // A manager may have had it taken in the meantime.
    await this.ask();
    return answer.kind === 'lost' ? answer.why : null;
  }

  /** Asks what has become of what waits for a person: a manager may have had it taken. */
  async ask(): Promise<void> {
    const identity = await this.journal.identity();
    const head = await this.journal.head();
    for (const { sequence } of this.attention.value) {
      const text = JSON.stringify({ now: new Date().toISOString(), own: head.sequence, from: sequence, entries: [] });
      const answer = await this.hub.call<{ entries?: HubOutcome[] }>(`/api/v1/devices/${identity?.id}/journal`, { method: 'POST', text });
      const outcome = answer.kind === 'ok' ? answer.body?.entries?.[0] : undefined;
      if (identity && outcome?.seq === sequence) {
        await this.sender.heard(identity.id, outcome);
      }
    }
  }
}
