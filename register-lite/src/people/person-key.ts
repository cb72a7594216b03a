import type { Database } from '../device/database';
import { newId } from '../ids';

/**
 * A person's key on this device. It is made when the hub has just confirmed the PIN, and only this PIN on this device opens
 * it: the private half is sealed under the PIN, stretched by PBKDF2 and bound to a secret of the device that no script can
 * read. Opening it is how a PIN is checked without the hub, and what it signs is how the hub knows later that it was.
 */
export interface PersonKey {
  readonly id: string;
  readonly person: string;
  readonly name: string;
  readonly role: string;
  readonly salt: Uint8Array<ArrayBuffer>;
  readonly iterations: number;
  readonly iv: Uint8Array<ArrayBuffer>;
  readonly sealed: ArrayBuffer;
  /** When the hub last said that the person is active and the key holds (milliseconds since 1970). */
  readonly confirmedAt: number;
}

/** Without having heard of a person for so long, nobody signs in with his PIN offline. */
export const OFFLINE_MS = 7 * 24 * 3_600_000;

/** OWASP's password storage cheat sheet: what PBKDF2 with SHA-256 needs at least. */
const ITERATIONS = 600_000;
const DEVICE_SECRET = 'people-secret';
const CURVE = { name: 'ECDSA', namedCurve: 'P-256' } as const;

const keyOf = (person: string) => `person ${person}`;

/** The keys of people on this device. */
export class PersonKeys {
  constructor(
    private readonly db: Database,
    private readonly iterations = ITERATIONS,
  ) {}

  async find(person: string): Promise<PersonKey | null> {
    return ((await this.db.get('keys', keyOf(person))) as PersonKey | undefined) ?? null;
  }

  /** Everybody's, by person. */
  async all(): Promise<readonly PersonKey[]> {
    const names = await this.db.getAllKeys('keys');
    const keys = await Promise.all(names.filter((name) => name.startsWith('person ')).map((name) => this.db.get('keys', name)));
    return keys as PersonKey[];
  }

  /** Makes a key for a PIN that the hub has just confirmed. It counts once `keep` has it: the hub must know its public half first. */
  async make(user: { readonly id: string; readonly name: string; readonly role: string }, pin: string, now: number): Promise<{ key: PersonKey; publicKey: string }> {
    const pair = await crypto.subtle.generateKey(CURVE, true, ['sign', 'verify']);
    const salt = crypto.getRandomValues(new Uint8Array(16));
    const iv = crypto.getRandomValues(new Uint8Array(12));
    const sealing = await this.sealing(user.id, pin, salt, this.iterations);
    const sealed = await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, sealing, await crypto.subtle.exportKey('pkcs8', pair.privateKey));
    const publicKey = base64(await crypto.subtle.exportKey('spki', pair.publicKey));
    const key = { id: newId(), person: user.id, name: user.name, role: user.role, salt, iterations: this.iterations, iv, sealed, confirmedAt: now };
    return { key, publicKey };
  }

  async keep(key: PersonKey): Promise<void> {
    await this.db.put('keys', key, keyOf(key.person));
  }

  async forget(person: string): Promise<void> {
    await this.db.delete('keys', keyOf(person));
  }

  /** The private half if the PIN is right, null if it is not. It stays in memory only, and cannot be read. */
  async open(key: PersonKey, pin: string): Promise<CryptoKey | null> {
    const sealing = await this.sealing(key.person, pin, key.salt, key.iterations);
    try {
      const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: key.iv }, sealing, key.sealed);
      return await crypto.subtle.importKey('pkcs8', plain, CURVE, false, ['sign']);
    } catch {
      return null;
    }
  }

  private async sealing(person: string, pin: string, salt: Uint8Array<ArrayBuffer>, iterations: number): Promise<CryptoKey> {
    const typed = await crypto.subtle.importKey('raw', bytes(pin), 'PBKDF2', false, ['deriveBits']);
    const stretched = await crypto.subtle.deriveBits({ name: 'PBKDF2', hash: 'SHA-256', salt, iterations }, typed, 256);
    const secret = await this.deviceSecret();
    const bound = await crypto.subtle.sign('HMAC', secret, new Uint8Array([...new Uint8Array(stretched), ...bytes(person)]));
    return crypto.subtle.importKey('raw', bound, 'AES-GCM', false, ['encrypt', 'decrypt']);
  }

  /** Made once, and never seen: WebCrypto computes with it and gives it to nobody. */
  private async deviceSecret(): Promise<CryptoKey> {
    const known = (await this.db.get('keys', DEVICE_SECRET)) as CryptoKey | undefined;
    if (known) {
      return known;
    }
    const made = await crypto.subtle.generateKey({ name: 'HMAC', hash: 'SHA-256' }, false, ['sign']);
    const tx = this.db.transaction('keys', 'readwrite', { durability: 'strict' });
    const other = (await tx.store.get(DEVICE_SECRET)) as CryptoKey | undefined;
    if (!other) {
      await tx.store.put(made, DEVICE_SECRET);
    }
    await tx.done;
    return other ?? made;
  }
}

/** Signs a text as the hub checks it. */
export async function signed(key: CryptoKey, text: string): Promise<string> {
  return base64(await crypto.subtle.sign({ name: 'ECDSA', hash: 'SHA-256' }, key, bytes(text)));
}

/** SHA-256 in hex. */
export async function hashOf(text: string): Promise<string> {
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes(text)));
  return [...hash].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

function bytes(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text);
}

function base64(data: ArrayBuffer): string {
  return btoa(String.fromCharCode(...new Uint8Array(data)));
}
