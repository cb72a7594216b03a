/** What the next entry shall say; the rest is added when it is signed. */
export interface Draft {
  /** What the body is, for example `SALE`: capitals and underscores. */
  readonly kind: string;
  /** Of what it is about: the sale, the drawer event, the refund. */
  readonly id: string;
  /** JSON; the hub reads exactly these characters. */
  readonly body: string;
  /** Who stands at the till. */
  readonly person: string;
}

/**
 * UNSENT until the hub has it for good, DUE until it has taken it, then DONE; ATTENTION when it could not be taken
 * and a person must look.
 */
export type EntryState = 'UNSENT' | 'DUE' | 'DONE' | 'ATTENTION';

/** One entry of the device's journal. */
export interface Entry extends Draft {
  /** From 1, without gaps. */
  readonly sequence: number;
  /** Hash of the entry before, in hexadecimal digits; zeros before the first. */
  readonly previous: string;
  readonly hash: string;
  /** By this device's clock. */
  readonly at: string;
  /** ECDSA on P-256, r and s, in Base64. */
  readonly signature: string;
  readonly state: EntryState;
  readonly why: string | null;
}

/** Who this device is to the hub. */
export interface Identity {
  readonly id: string;
  readonly register: string;
  readonly location: { readonly id: string; readonly name: string };
  readonly name: string;
  /** Cannot leave this browser. */
  readonly key: CryptoKey;
  readonly enrolledAt: string;
}

/** The newest entry of a device's journal. */
export interface Head {
  readonly device: string;
  readonly sequence: number;
  readonly hash: string;
}

export const NO_HASH = '0'.repeat(64);

/** The hub takes no longer body, and a longer one would hold up all that come after it. */
const BODY_MOST = 250_000;

const PERSON_MOST = 100;
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' };
const SIGNING = { name: 'ECDSA', hash: 'SHA-256' };

/** A key of this device's own, and its public half as the hub wants it. */
export async function newKey(): Promise<{ readonly key: CryptoKey; readonly publicKey: string }> {
  const pair = (await crypto.subtle.generateKey(CURVE, false, ['sign', 'verify'])) as CryptoKeyPair;
  return { key: pair.privateKey, publicKey: base64(await crypto.subtle.exportKey('spki', pair.publicKey)) };
}

/** What is signed: the hub writes the same lines in Java. */
export async function textOf(device: string, entry: Pick<Entry, 'sequence' | 'previous' | 'at' | 'kind' | 'person' | 'body'>): Promise<string> {
  const { sequence, previous, at, kind, person, body } = entry;
  return ['tillbridge-journal-1', device, sequence, previous, at, kind, person, await sha256(body)].join('\n');
}

/** The drafts as the entries after the head. */
export async function signed(identity: Identity, head: Head, drafts: readonly Draft[], now: Date): Promise<readonly Entry[]> {
  const entries: Entry[] = [];
  let { sequence, hash: previous } = head;
  const at = now.toISOString();
  for (const draft of drafts) {
    if (draft.body.length > BODY_MOST) {
      throw new Error('it is too long to be sent');
    }
    sequence++;
    const unsigned = { kind: draft.kind, id: draft.id, body: draft.body, person: nameOf(draft.person), sequence, previous, at };
    const text = await textOf(identity.id, unsigned);
    const signature = base64(await crypto.subtle.sign(SIGNING, identity.key, bytes(text)));
    const hash = await sha256(text);
    entries.push({ ...unsigned, hash, signature, state: 'UNSENT', why: null });
    previous = hash;
  }
  return entries;
}

/** The hub refuses what is no name, and with it all that follows. */
function nameOf(person: string): string {
  const plain = person.replace(/[\u0000-\u001f\u007f-\u009f\ud800-\udfff]/g, ' ').trim().slice(0, PERSON_MOST);
  return plain === '' ? '?' : plain;
}

export async function sha256(text: string): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64(data: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(data)));
}
