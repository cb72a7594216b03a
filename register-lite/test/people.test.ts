import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { type Database, openDatabase } from '../src/device/database';
import type { Answer, Request } from '../src/hub/client';
import { Journal } from '../src/journal/journal';
import { type Ask, type Approval, Approvals, isApproval } from '../src/people/approvals';
import { textOf } from '../src/people/approval';
import { PeopleDesk } from '../src/people/people-desk';
import { OFFLINE_MS } from '../src/people/person-key';
import { pauseAfter, PinGuard } from '../src/people/pin-guard';
import { refundRights, usualRefundPolicy } from '../src/people/refund-rights';
import type { Session } from '../src/wire';

/** As many as a real till does would make these tests slow and prove nothing more. */
const ITERATIONS = 1_000;
const CORA = { id: 'c0000000-0000-4000-8000-000000000001', name: 'Cora', role: 'CASHIER' };
const MAX = { id: 'a0000000-0000-4000-8000-000000000002', name: 'Max', role: 'MANAGER' };
const PIN = '482913';
const MANAGERS = '739150';
const SESSION = { user: CORA, register: { id: 'R1' }, currency: 'USD' } as unknown as Session;
const ASK: Ask = { kind: 'NO_SALE', scope: { subject: 'shift-1', allowed: { drawer: 'R1' } }, title: 'Open the drawer' };

/** A hub that keeps public keys, knows who works here, and can be away. */
class PeopleHub {
  away = false;
  people = [CORA, MAX];
  readonly keys = new Map<string, string>();
  readonly given: Approval[] = [];

  call = async <T>(path: string, request: Request = {}): Promise<Answer<T>> => {
    if (this.away) {
      return { kind: 'lost', status: null, why: 'no connection' };
    }
    const body = request.body as { id: string; publicKey: string; keys: string[]; approvals: Approval[] };
    const ok = (answer: unknown): Answer<T> => ({ kind: 'ok', status: 200, body: answer as T });
    switch (path) {
      case '/api/v1/people/keys':
        this.keys.set(body.id, body.publicKey);
        return ok({ id: body.id });
      case '/api/v1/people/here':
        return ok({ people: this.people, keys: body.keys.filter((id) => this.keys.has(id)) });
      case '/api/v1/approvals/given': {
        const { approvals } = body;
        this.given.push(...approvals);
        return ok({ taken: approvals.map(({ id }) => id), refused: [] });
      }
      default:
        return { kind: 'lost', status: 500, why: path };
    }
  };
}

let count = 0;
let db: Database;
let hub: PeopleHub;
let now: number;
let desk: PeopleDesk;

beforeEach(async () => {
  db = await openDatabase(`people-${count++}`);
  hub = new PeopleHub();
  now = Date.parse('2026-11-24T09:00:00Z');
  desk = deskAgain();
});

/** As after a reload. */
function deskAgain(): PeopleDesk {
  return new PeopleDesk(db, hub, () => now, ITERATIONS);
}

describe('a PIN without the hub', () => {
  beforeEach(async () => {
    await desk.learn(CORA, PIN, 'R1');
    hub.away = true;
  });

  it('is_known_after_somebody_signed_in_here_once_also_after_a_reload', async () => {
    expect(await deskAgain().check('cora', PIN)).toMatchObject({ kind: 'right', key: { person: CORA.id } });
    expect(await desk.check('Cora', '000000')).toEqual({ kind: 'wrong' });
    expect(await desk.check('Max', MANAGERS)).toEqual({ kind: 'stranger' });
  });

  it('is_taken_for_seven_days_since_the_hub_was_heard', async () => {
    now += OFFLINE_MS;
    expect((await desk.check('Cora', PIN)).kind).toBe('right');
    now += 1;
    expect(await desk.check('Cora', PIN)).toEqual({ kind: 'stale' });
    hub.away = false;
    await desk.refresh('R1');
    expect((await desk.check('Cora', PIN)).kind).toBe('right');
  });

  it('is_forgotten_as_soon_as_the_hub_says_that_the_person_is_gone_or_has_another', async () => {
    hub.away = false;
    hub.people = [MAX];
    await desk.refresh('R1');
    expect(await desk.check('Cora', PIN)).toEqual({ kind: 'stranger' });
    hub.people = [CORA, MAX];
    await desk.learn(CORA, PIN, 'R1');
    hub.keys.clear();
    await desk.refresh('R1');
    expect(await desk.check('Cora', PIN)).toEqual({ kind: 'stranger' });
  });

  it('is_nowhere_in_the_database_and_the_secret_of_the_device_cannot_be_read', async () => {
    const key = await desk.keys.find(CORA.id);
    expect(JSON.stringify({ ...key, sealed: [...new Uint8Array(key!.sealed)] })).not.toContain(PIN);
    const secret = (await db.get('keys', 'people-secret')) as CryptoKey;
    expect(secret.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('raw', secret)).rejects.toThrow();
  });

  it('does_not_open_a_copy_of_the_database_without_the_secret_of_the_device', async () => {
    const copy = await openDatabase(`people-copy-${count++}`);
    const key = await desk.keys.find(CORA.id);
    await copy.put('keys', key, `person ${CORA.id}`);
    expect(await new PeopleDesk(copy, hub, () => now, ITERATIONS).check('Cora', PIN)).toEqual({ kind: 'wrong' });
  });
});

describe('wrong PINs at the device', () => {
  it('wait_as_long_as_at_the_hub', () => {
    expect([4, 5, 6, 7, 30].map(pauseAfter)).toEqual([0, 5_000, 10_000, 20_000, 900_000]);
  });

  it('are_counted_over_a_reload_and_the_right_one_does_not_forgive_the_device', async () => {
    await desk.learn(CORA, PIN, 'R1');
    for (let i = 0; i < 5; i++) {
      expect(await deskAgain().check('Cora', '000001')).toEqual({ kind: 'wrong' });
    }
    expect(await deskAgain().check('Cora', PIN)).toEqual({ kind: 'wait', ms: 5_000 });
    now += 5_000;
    expect((await desk.check('Cora', PIN)).kind).toBe('right');
    // One person's PIN must not make room to try another's.
    expect(await desk.check('Max', '000002')).toEqual({ kind: 'wait', ms: 5_000 });
  });

  it('a_clock_that_is_set_back_begins_the_wait_anew', async () => {
    const guard = new PinGuard(db, () => now);
    for (let i = 0; i < 5; i++) {
      await guard.attempt('p');
    }
    now -= 3_600_000;
    expect(await guard.attempt('p')).toBe(5_000);
  });
});

describe('a yes without the hub', () => {
  let approvals: Approvals;

  beforeEach(async () => {
    await desk.learn(CORA, PIN, 'R1');
    await desk.learn(MAX, MANAGERS, 'R1');
    approvals = new Approvals(new Journal(db), hub, desk, () => now);
    hub.away = true;
  });

  it('is_signed_by_the_key_of_whoever_said_it_and_comes_to_the_hub_later', async () => {
    const yes = await approvals.allow(SESSION, ASK, 'change for the bank', { name: 'Max', pin: MANAGERS });
    expect(yes).toMatchObject({ how: 'OFFLINE', approvedBy: { name: 'Max' }, askedBy: { name: 'Cora' }, subject: 'shift-1', reason: 'change for the bank' });
    const approval = yes as Approval;
    expect(await isSigned(approval)).toBe(true);
    expect(await isSigned({ ...approval, allowed: '{"drawer":"R2"}' })).toBe(false);
    expect(await approvals.flush()).toBe(false);
    hub.away = false;
    expect(await approvals.flush()).toBe(true);
    expect(hub.given).toEqual([approval]);
    expect(await approvals.waiting()).toEqual([]);
  });

  it('takes_a_second_person_who_may', async () => {
    for (const approver of [
      { name: 'Cora', pin: PIN },
      { name: 'Max', pin: PIN },
    ]) {
      expect(isApproval(await approvals.allow(SESSION, ASK, 'x', approver))).toBe(false);
    }
    const other = { ...SESSION, user: { id: 'someone', name: 'Otto', role: 'CASHIER' } };
    expect(isApproval(await approvals.allow(other, ASK, 'x', { name: 'Cora', pin: PIN }))).toBe(false);
    expect(await approvals.waiting()).toEqual([]);
  });

  it('whoever_may_himself_is_not_asked_but_it_is_written_down', async () => {
    const yes = await approvals.ask({ ...SESSION, user: MAX }, { ...ASK, reason: 'change' });
    expect(yes).toMatchObject({ how: 'OWN', approvedBy: { name: 'Max' }, signature: null });
    expect(await approvals.waiting()).toHaveLength(1);
  });

  it('a_second_question_ends_the_first_with_no', async () => {
    const first = approvals.ask(SESSION, ASK);
    const second = approvals.ask(SESSION, ASK);
    expect(await first).toBeNull();
    approvals.asking.value!.done(null);
    expect(await second).toBeNull();
    expect(approvals.asking.value).toBeNull();
  });

  async function isSigned(approval: Approval): Promise<boolean> {
    const raw = Uint8Array.from(atob(hub.keys.get(approval.key!)!), (c) => c.charCodeAt(0));
    const key = await crypto.subtle.importKey('spki', raw, { name: 'ECDSA', namedCurve: 'P-256' }, false, ['verify']);
    const signature = Uint8Array.from(atob(approval.signature!), (c) => c.charCodeAt(0));
    return crypto.subtle.verify({ name: 'ECDSA', hash: 'SHA-256' }, key, signature, new TextEncoder().encode(await textOf(approval)));
  }
});

describe('who may give back how much', () => {
  const cashier = refundRights(SESSION, usualRefundPolicy(2));
  const manager = refundRights({ ...SESSION, user: MAX }, usualRefundPolicy(2));
  const wish = { amount: 5_000, receipt: true, to: 'CASH', online: false } as const;

  it.each([
    [wish, null, false],
    [{ ...wish, amount: 5_001 }, 'REFUND', false],
    [{ ...wish, receipt: false, amount: 100 }, 'REFUND_WITHOUT_RECEIPT', false],
    [{ ...wish, to: 'CARD' as const }, null, true],
    [{ ...wish, to: 'CARD' as const, online: true }, null, false],
    [{ ...wish, to: 'CARD' as const, amount: 9_000 }, 'REFUND', true],
  ])('%o asks for %s, later: %s', (each, ask, later) => {
    expect(cashier(each)).toEqual({ ask, later });
    expect(manager(each)).toEqual({ ask: null, later });
  });

  it('the_usual_limit_is_fifty_in_any_currency', () => {
    expect([0, 2, 3].map((digits) => usualRefundPolicy(digits).alone)).toEqual([50, 5_000, 50_000]);
  });
});
