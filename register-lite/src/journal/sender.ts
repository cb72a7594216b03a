import { type Answer, reasonOf } from '../hub/client';
import { backoffMs } from './backoff';
import { type Entry, type EntryState, NO_HASH } from './entry';
import { HEAD, type Journal, SENT, type Sent, type Writing } from './journal';
import { type Subject, SUBJECTS } from './subjects';

/** Why the hub takes nothing more of this device. A person must do something about it. */
export interface Trouble {
  readonly reason: 'REVOKED' | 'FORKED' | 'SET_BACK' | 'UNKNOWN' | 'GAP';
  /** As the hub says it; empty when it said nothing. */
  readonly why: string;
}

export interface HubOutcome {
  readonly seq: number;
  readonly state: 'DUE' | 'DONE' | 'ASIDE';
  readonly note: string | null;
}

export interface HubAnswer {
  readonly head: number;
  readonly headHash: string;
  readonly refusal: { readonly reason: 'GAP' | 'FORKED' | 'SET_BACK' | 'REVOKED'; readonly seq: number; readonly why: string } | null;
  readonly entries: readonly HubOutcome[];
}

export interface SenderParts {
  readonly journal: Journal;
  /** Sends a part of the journal; never throws. */
  readonly send: (device: string, text: string) => Promise<Answer<HubAnswer>>;
  /** Runs the work if no other tab is at it, else does nothing and resolves to false. */
  readonly exclusively: (work: () => Promise<void>) => Promise<boolean>;
  readonly now: () => number;
  /** Calls back after so many milliseconds; a new call replaces the old one. */
  readonly wake: (afterMs: number, call: () => void) => void;
}

export const TROUBLE = 'journal-trouble';

/** The hub takes so many at once, and no more than a mebibyte. */
const BATCH_MOST = 200;
const BYTES_MOST = 700_000;

/** So many entries that the hub has taken are kept, in case it must be restored from a backup. */
const DONE_KEPT = 300;

/** Another tab is sending: look again in a while, it may be closed. */
const OTHER_TAB_MS = 5_000;

/** What the hub has and has not taken yet, because it was busy. */
const DUE_MS = 2_000;

/** Brings the journal to the hub, in its order, from one tab of the device at a time. */
export class Sender {
  private running: Promise<void> | null = null;
  private again = false;
  private stops = 0;
  private most = BATCH_MOST;
  private insist = false;

  constructor(private readonly parts: SenderParts) {}

  /** Sends what waits. Safe to call at any time and as often as you like. */
  kick(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    this.running = this.run().finally(() => {
      this.running = null;
      // Somebody may have asked after the last look and before this line.
      if (this.again) {
        void this.kick();
      }
    });
    return this.running;
  }

  /** Asks the hub where the journal stands, also when nothing waits or it took nothing more lately. */
  check(): Promise<void> {
    this.insist = true;
    return this.kick();
  }

  /** What keeps the hub from taking more, or null. */
  async trouble(): Promise<Trouble | null> {
    return ((await this.parts.journal.db.get('memory', TROUBLE)) as Trouble | undefined) ?? null;
  }

  private async run(): Promise<void> {
    do {
      this.again = false;
      const ours = await this.parts.exclusively(() => this.pass());
      if (!ours) {
        this.parts.wake(OTHER_TAB_MS, () => void this.kick());
        return;
      }
    } while (this.again);
  }

  private async pass(): Promise<void> {
    const { journal, send, wake } = this.parts;
    const identity = await journal.identity();
    let insist = this.insist;
    this.insist = false;
    if (!identity || (!insist && (await this.trouble()))) {
      return;
    }
    for (;;) {
      const [head, sent] = await Promise.all([journal.head(), journal.sent()]);
      const waiting = head.sequence > sent.acked;
      const due = sent.settled < sent.acked;
      if (!waiting && !due && !insist) {
        return;
      }
      const { entries, text } = await this.batch(sent.acked, sent.settled + 1, head.sequence);
      if (waiting && entries === 0) {
        await this.note({ reason: 'GAP', why: '' });
        return;
      }
      const answer = await send(identity.id, text);
      const read = this.judge(answer, entries);
      if (read.kind === 'stop') {
        wake(read.waitMs ?? backoffMs(this.stops++), () => void this.kick());
        return;
      }
      if (read.kind === 'trouble') {
        await this.note(read.trouble);
        return;
      }
      this.stops = 0;
      const trouble = await this.settle(identity.id, read.answer);
      await this.note(trouble);
      if (trouble) {
        return;
      }
      insist = false;
      const now = await journal.sent();
      if (now.acked <= sent.acked && now.settled <= sent.settled) {
        if (waiting || due) {
          // Nothing has moved: it is busy, or wants other entries than these.
          wake(now.acked < sent.acked ? 0 : DUE_MS, () => void this.kick());
        }
        return;
      }
      this.most = Math.min(BATCH_MOST, this.most * 2);
    }
  }

  private async batch(acked: number, from: number, own: number): Promise<{ entries: number; text: string }> {
    const { journal, now } = this.parts;
    const found = await journal.db.getAll('journal', IDBKeyRange.lowerBound(acked, true), this.most);
    const parts: string[] = [];
    let size = 0;
    for (const entry of found) {
      const part = wireOf(entry);
      size += part.length;
      // What is after a gap would be refused.
      if ((parts.length > 0 && size > BYTES_MOST) || entry.sequence !== acked + parts.length + 1) {
        break;
      }
      parts.push(part);
    }
    const rest = JSON.stringify({ now: new Date(now()).toISOString(), own, from });
    return { entries: parts.length, text: `${rest.slice(0, -1)},"entries":[${parts.join(',')}]}` };
  }

  /** The one place that decides what an answer means for the journal as a whole. In doubt everything stays unsent. */
  private judge(answer: Answer<HubAnswer>, entries: number): { kind: 'heard'; answer: HubAnswer } | { kind: 'trouble'; trouble: Trouble } | { kind: 'stop'; waitMs: number | null } {
    if (answer.kind === 'ok') {
      // A portal or proxy may answer 200 to anything.
      return isAnswer(answer.body) ? { kind: 'heard', answer: answer.body } : { kind: 'stop', waitMs: null };
    }
    if (answer.kind === 'refused' && answer.status === 404 && answer.problem.code === 'not-found') {
      return { kind: 'trouble', trouble: { reason: 'UNKNOWN', why: reasonOf(answer.problem) } };
    }
    if (entries > 1) {
      // A line that breaks all the time carries less at once.
      this.most = Math.max(1, Math.floor(Math.min(this.most, entries) / 2));
    }
    return { kind: 'stop', waitMs: answer.kind === 'refused' ? answer.waitMs : null };
  }

  /** Writes down how far the hub is, and what became of what it has. */
  private async settle(device: string, answer: HubAnswer): Promise<Trouble | null> {
    const { journal } = this.parts;
    const tx: Writing = journal.db.transaction(['memory', 'journal', 'keys', 'sales', 'drawer', 'returns'], 'readwrite', { durability: 'strict' });
    const [memory, store] = [tx.objectStore('memory'), tx.objectStore('journal')];
    const identity = await journalDevice(tx);
    if (identity !== device) {
      await tx.done;
      return null;
    }
    const before = (await memory.get(SENT)) as Sent | undefined;
    const own = (await memory.get(HEAD)) as { sequence: number } | undefined;
    const at = answer.head === 0 ? null : await store.get(answer.head);
    const forked = at ? at.hash !== answer.headHash : answer.head === 0 && answer.headHash !== NO_HASH;
    const acked = Math.min(answer.head, own?.sequence ?? 0);
    let settled = Math.min(before?.settled ?? 0, acked);
    let aside = (before?.aside ?? []).filter((sequence) => sequence <= acked);
    if (!forked) {
      for (const outcome of answer.entries) {
        const entry = outcome.seq <= acked ? await store.get(outcome.seq) : undefined;
        if (entry) {
          await this.became(tx, entry, outcome);
          aside = withOutcome(aside, outcome);
        }
        if (outcome.seq === settled + 1 && outcome.state !== 'DUE') {
          settled++;
        }
      }
      await memory.put({ device, acked, settled, aside } satisfies Sent, SENT);
      await prune(tx, settled);
    }
    await tx.done;
    await journal.onChange().catch(() => {});
    const { refusal } = answer;
    if (refusal && refusal.reason !== 'GAP') {
      return { reason: refusal.reason, why: refusal.why };
    }
    return forked ? { reason: 'FORKED', why: '' } : null;
  }

  private async became(tx: Writing, entry: Entry, { state: there, note }: HubOutcome): Promise<void> {
    const state: EntryState = there === 'ASIDE' ? 'ATTENTION' : there;
    const why = there === 'ASIDE' ? (note ?? '') : null;
    if (entry.state === state && entry.why === why) {
      return;
    }
    await tx.objectStore('journal').put({ ...entry, state, why });
    const name = SUBJECTS[entry.kind];
    const subject = name ? ((await tx.objectStore(name).get(entry.id)) as Subject | undefined) : undefined;
    if (name && subject) {
      const shown = state === 'DONE' ? 'SENT' : state === 'ATTENTION' ? 'ATTENTION' : 'UNSENT';
      await tx.objectStore(name).put({ ...subject, state: shown, why } as never);
    }
  }

  /** Writes what the hub says of one entry, for example after a person had it tried again. */
  async heard(device: string, outcome: HubOutcome): Promise<void> {
    const { journal } = this.parts;
    const tx: Writing = journal.db.transaction(['journal', 'keys', 'sales', 'drawer', 'returns', 'memory'], 'readwrite', { durability: 'strict' });
    const entry = (await journalDevice(tx)) === device ? await tx.objectStore('journal').get(outcome.seq) : undefined;
    const sent = (await tx.objectStore('memory').get(SENT)) as Sent | undefined;
    if (entry && sent) {
      await this.became(tx, entry, outcome);
      await tx.objectStore('memory').put({ ...sent, aside: withOutcome(sent.aside, outcome) } satisfies Sent, SENT);
    }
    await tx.done;
    await journal.onChange().catch(() => {});
  }

  private async note(trouble: Trouble | null): Promise<void> {
    const { journal } = this.parts;
    await (trouble ? journal.db.put('memory', trouble, TROUBLE) : journal.db.delete('memory', TROUBLE));
    if (trouble) {
      await journal.onChange().catch(() => {});
    }
  }
}

async function journalDevice(tx: Writing): Promise<string | undefined> {
  return ((await tx.objectStore('keys').get('device')) as { id: string } | undefined)?.id;
}

/** Forgets the oldest of what the hub has taken; nothing else is ever forgotten. */
async function prune(tx: Writing, settled: number): Promise<void> {
  if (settled <= DONE_KEPT) {
    return;
  }
  let cursor = await tx.objectStore('journal').openCursor(IDBKeyRange.upperBound(settled - DONE_KEPT));
  while (cursor) {
    if (cursor.value.state === 'DONE') {
      await cursor.delete();
    }
    cursor = await cursor.continue();
  }
}

function withOutcome(aside: readonly number[], { seq, state }: HubOutcome): number[] {
  const others = aside.filter((one) => one !== seq);
  return state === 'ASIDE' ? [...others, seq].sort((a, b) => a - b) : others;
}

/** The same characters at every attempt. */
function wireOf({ sequence, previous, at, kind, person, body, signature }: Entry): string {
  return JSON.stringify({ seq: sequence, previous, at, kind, person, body, signature });
}

function isAnswer(body: unknown): body is HubAnswer {
  const answer = body as Partial<HubAnswer> | null;
  return typeof answer?.head === 'number' && /^[0-9a-f]{64}$/.test(answer.headHash ?? '') && Array.isArray(answer.entries);
}

