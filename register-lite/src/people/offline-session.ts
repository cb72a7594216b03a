import type { SignInResult } from '../app-state';
import type { DeviceMemory } from '../device/memory';
import { t } from '../words/words';
import type { Session } from '../wire';
import type { PeopleDesk } from './people-desk';
import { signed } from './person-key';

/** What shows the hub later who signed in here without it. */
export interface Proof {
  readonly person: string;
  readonly key: string;
  readonly secret: CryptoKey;
}

/** Signs somebody in by what this device knows; the till goes on as it was when the hub was last heard. */
export async function signInOffline(
  people: PeopleDesk,
  memory: DeviceMemory,
  name: string,
  pin: string,
): Promise<{ readonly kind: 'in'; readonly session: Session; readonly proof: Proof } | Exclude<SignInResult, { kind: 'in' }>> {
  const place = await memory.lastSession();
  if (place === null) {
    return { kind: 'wrong', why: t('The hub cannot be reached. Check that this device is on the shop network, then try again.') };
  }
  const checked = await people.check(name, pin);
  switch (checked.kind) {
    case 'wait':
      return { kind: 'wait', ms: checked.ms };
    case 'wrong':
      return { kind: 'wrong', why: t('Name and PIN do not match. Check both and type the PIN again.') };
    case 'stranger':
      return { kind: 'wrong', why: t('The hub cannot be reached, and {name} has not signed in at this device before. Only who has can sign in now.', { name }) };
    case 'stale':
      return { kind: 'wrong', why: t('The hub has been away for more than 7 days, so PINs are not taken here any more.') };
    case 'right': {
      const { key, secret } = checked;
      const session: Session = { ...place, user: { id: key.person, name: key.name, role: key.role }, offline: true };
      return { kind: 'in', session, proof: { person: key.person, key: key.id, secret } };
    }
  }
}

/** Signed now, and of no use later. */
export async function proofOf({ key, secret }: Proof): Promise<{ key: string; at: string; signature: string }> {
  const at = new Date().toISOString();
  return { key, at, signature: await signed(secret, ['tillbridge-session-1', key, at].join('\n')) };
}
