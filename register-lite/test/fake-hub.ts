import type { Answer } from '../src/hub/client';
import { NO_HASH, sha256 } from '../src/journal/entry';
import type { HubAnswer, HubOutcome } from '../src/journal/sender';

interface Wire {
  readonly seq: number;
  readonly previous: string;
  readonly at: string;
  readonly kind: string;
  readonly person: string;
  readonly body: string;
  readonly signature: string;
}

/** A hub's half of the journal, after what decision 0038 says and not after the till's own code. */
export class FakeHub {
  /** Bodies that took effect, in their order. */
  readonly taken: { readonly kind: string; readonly id: string; readonly body: string }[] = [];
  readonly asked: number[] = [];
  /** Ids of what cannot be taken. */
  readonly poison = new Set<string>();
  head = 0;
  headHash = NO_HASH;
  away = false;
  busy = false;
  losesAnswers = 0;
  revoked = false;
  private readonly kept: { wire: Wire; hash: string; outcome: HubOutcome }[] = [];
  private readonly key: Promise<CryptoKey>;

  constructor(
    readonly device: string,
    publicKey: string,
  ) {
    const spki = Uint8Array.from(atob(publicKey), (letter) => letter.charCodeAt(0));
    this.key = crypto.subtle.importKey('spki', spki, { name: 'ECDSA', namedCurve: 'P-256' }, true, ['verify']);
  }

  readonly send = async (device: string, text: string): Promise<Answer<HubAnswer>> => {
    if (this.away) {
      return { kind: 'lost', status: null, why: 'no connection' };
    }
    const { own, from, entries } = JSON.parse(text) as { own: number; from: number; entries: Wire[] };
    this.asked.push(entries.length);
    if (device !== this.device) {
      return { kind: 'refused', status: 404, problem: { code: 'not-found', title: 'device', detail: null, errors: [], shortages: [] }, waitMs: null };
    }
    const refusal = await this.hear(own, entries);
    if (!this.revoked) {
      this.work();
    }
    if (this.losesAnswers > 0) {
      this.losesAnswers--;
      return { kind: 'lost', status: null, why: 'no answer in time' };
    }
    const outcomes = this.kept.filter(({ wire }) => wire.seq >= from).slice(0, 200).map(({ outcome }) => outcome);
    return { kind: 'ok', status: 200, body: { head: this.head, headHash: this.headHash, refusal, entries: outcomes } };
  };

  private async hear(own: number, entries: readonly Wire[]): Promise<HubAnswer['refusal']> {
    if (this.revoked) {
      return { reason: 'REVOKED', seq: 0, why: 'ended by Olivia: It was stolen.' };
    }
    if (own < this.head) {
      return { reason: 'SET_BACK', seq: 0, why: `entries up to ${own}` };
    }
    if (entries[0] && entries[0].seq > this.head + 1) {
      return { reason: 'GAP', seq: this.head + 1, why: `up to ${this.head}` };
    }
    for (const wire of entries) {
      const text = ['tillbridge-journal-1', this.device, `${wire.seq}`, wire.previous, wire.at, wire.kind, wire.person, await sha256(wire.body)].join('\n');
      const hash = await sha256(text);
      if (wire.seq <= this.head) {
        if (this.kept.find((one) => one.wire.seq === wire.seq)?.hash !== hash) {
          return { reason: 'FORKED', seq: wire.seq, why: 'another one' };
        }
        continue;
      }
      const signature = Uint8Array.from(atob(wire.signature), (letter) => letter.charCodeAt(0));
      const good = await crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, await this.key, signature, new TextEncoder().encode(text));
      if (wire.seq !== this.head + 1 || wire.previous !== this.headHash || !good) {
        return { reason: 'FORKED', seq: wire.seq, why: 'does not follow' };
      }
      this.head = wire.seq;
      this.headHash = hash;
      this.kept.push({ wire, hash, outcome: { seq: wire.seq, state: 'DUE', note: null } });
    }
    return null;
  }

  /** Takes what is due. */
  work(): void {
    for (const one of this.busy ? [] : this.kept) {
      if (one.outcome.state === 'DUE') {
        this.take(one);
      }
    }
  }

  retry(seq: number): HubOutcome {
    const one = this.kept.find(({ wire }) => wire.seq === seq)!;
    this.take(one);
    return one.outcome;
  }

  private take(one: { wire: Wire; outcome: HubOutcome }): void {
    const id = (JSON.parse(one.wire.body) as { id: string }).id;
    if (this.poison.has(id)) {
      one.outcome = { seq: one.wire.seq, state: 'ASIDE', note: 'the address has no city' };
      return;
    }
    if (!this.taken.some((known) => known.id === id)) {
      this.taken.push({ kind: one.wire.kind, id, body: one.wire.body });
    }
    one.outcome = { seq: one.wire.seq, state: 'DONE', note: 'taken' };
  }

  /** As if it had been restored from a backup of then. */
  forgetAfter(seq: number): void {
    this.kept.splice(seq);
    this.head = seq;
    this.headHash = this.kept.at(-1)?.hash ?? NO_HASH;
  }
}
