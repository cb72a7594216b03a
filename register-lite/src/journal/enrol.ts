import { type Answer, type Hub, reasonOf } from '../hub/client';
import { newId } from '../ids';
import { withoutEntry } from './adopt';
import { type Draft, type Entry, type Head, type Identity, newKey, NO_HASH, signed } from './entry';
import { HEAD, IDENTITY, type Journal, SENT } from './journal';
import { TROUBLE } from './sender';
import { type Subject, SUBJECTS } from './subjects';

const APPLICANT = 'applicant';

/** A device that has asked to be let in and may not have heard the answer. */
interface Applicant {
  readonly id: string;
  readonly key: CryptoKey;
  readonly publicKey: string;
}

interface Enrolled {
  readonly id?: string;
  readonly register?: string;
  readonly name?: string;
  readonly location?: { readonly id: string; readonly name: string };
}

/** Why the till is not set up. */
export type EnrolResult = { readonly kind: 'in'; readonly identity: Identity } | { readonly kind: 'no'; readonly why: 'insecure' | 'away' | 'refused' | 'again'; readonly detail: string };

/**
 * Makes this browser a device by a manager's code. The key is kept before it is shown to the hub, so that an answer
 * that was lost costs nothing: the same key and code are answered the same. What an earlier device of this browser
 * has not brought to the hub is signed anew and goes with it.
 */
export async function enrol(journal: Journal, hub: Hub, code: string, name: string): Promise<EnrolResult> {
  if (!globalThis.crypto?.subtle) {
    return { kind: 'no', why: 'insecure', detail: '' };
  }
  const { db } = journal;
  const applicant = ((await db.get('keys', APPLICANT)) as Applicant | undefined) ?? (await newApplicant(journal));
  const { id, key, publicKey } = applicant;
  const answer: Answer<Enrolled> = await hub.call('/api/v1/devices', { method: 'POST', body: { id, code, name, publicKey } });
  if (answer.kind === 'lost') {
    return { kind: 'no', why: 'away', detail: answer.why };
  }
  if (answer.kind === 'refused') {
    if (answer.problem.code === 'id-reused') {
      await db.delete('keys', APPLICANT);
      return { kind: 'no', why: 'again', detail: '' };
    }
    return { kind: 'no', why: 'refused', detail: reasonOf(answer.problem) };
  }
  const { body } = answer;
  if (body?.id !== id || !body.register || !body.location) {
    return { kind: 'no', why: 'away', detail: 'somebody else than the hub answered' };
  }
  const identity: Identity = { id, key, register: body.register, location: body.location, name: body.name ?? name, enrolledAt: new Date().toISOString() };
  await become(journal, identity);
  return { kind: 'in', identity };
}

async function newApplicant({ db }: Journal): Promise<Applicant> {
  const applicant = { id: newId(), ...(await newKey()) };
  await db.put('keys', applicant, APPLICANT);
  return applicant;
}

/** From here on this browser is that device, and whatever was not taken before is in its journal. */
export async function become(journal: Journal, identity: Identity): Promise<void> {
  const { db } = journal;
  const old = (await db.getAll('journal')).filter((entry) => entry.state !== 'DONE');
  const drafts = [...old.map(draftOf), ...(await withoutEntry(db, new Set(old.map(({ id }) => id))))];
  const none: Head = { device: identity.id, sequence: 0, hash: NO_HASH };
  const entries = await signed(identity, none, drafts, new Date());
  const last = entries.at(-1);
  const tx = db.transaction(['keys', 'memory', 'journal', 'sales', 'drawer', 'returns'], 'readwrite', { durability: 'strict' });
  await tx.objectStore('journal').clear();
  for (const entry of entries) {
    await tx.objectStore('journal').add(entry);
    const store = SUBJECTS[entry.kind];
    const subject = store ? ((await tx.objectStore(store).get(entry.id)) as Subject | undefined) : undefined;
    if (store && subject && subject.state !== 'UNSENT') {
      await tx.objectStore(store).put({ ...subject, state: 'UNSENT' } as never);
    }
  }
  const memory = tx.objectStore('memory');
  await memory.put(last ? { device: identity.id, sequence: last.sequence, hash: last.hash } : none, HEAD);
  await memory.put({ device: identity.id, acked: 0, settled: 0, aside: [] }, SENT);
  await memory.delete(TROUBLE);
  await tx.objectStore('keys').put(identity, IDENTITY);
  await tx.objectStore('keys').delete(APPLICANT);
  await tx.done;
  journal.forgetIdentity();
}

function draftOf({ kind, id, body, person }: Entry): Draft {
  return { kind, id, body, person };
}
