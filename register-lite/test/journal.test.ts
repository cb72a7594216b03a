import 'fake-indexeddb/auto';
import { beforeEach, describe, expect, it } from 'vitest';
import { openDatabase } from '../src/device/database';
import { DeviceMemory } from '../src/device/memory';
import { adopt } from '../src/journal/adopt';
import { type Entry, NO_HASH } from '../src/journal/entry';
import { HEAD, IDENTITY } from '../src/journal/journal';
import type { FakeHub } from './fake-hub';
import { sale, SESSION, Tab } from './till-rig';

let till: Tab;
let hub: FakeHub;

beforeEach(async () => {
  till = await Tab.open();
  hub = await till.enrolled();
});

const entries = () => till.db.getAll('journal');
const takenIds = () => hub.taken.map(({ id }) => id);

async function sold(count: number, prefix = 's'): Promise<void> {
  for (let i = 1; i <= count; i++) {
    await till.outbox.finish(sale(`${prefix}${i}`));
  }
}

describe('journal', () => {
  it('tells_of_a_sale_in_the_very_transaction_that_makes_it_paid', async () => {
    const record = await till.outbox.finish(sale('a'));
    const [entry] = await entries();
    expect(entry).toMatchObject({ sequence: 1, previous: NO_HASH, kind: 'SALE', id: 'a', person: 'Cora', body: record.body, state: 'UNSENT' });
    expect(await till.journal.unsent()).toBe(1);
    await till.sender.kick();
    expect(takenIds()).toEqual(['a']);
    expect((await till.db.get('sales', 'a'))?.state).toBe('SENT');
    expect(await till.journal.unsent()).toBe(0);
  });

  it('f24_has_neither_sale_nor_entry_nor_number_when_the_transaction_dies', async () => {
    await till.outbox.finish(sale('a'));
    const add = till.db.transaction.bind(till.db);
    let writes = 0;
    // The last thing that is written before the end is the head; there the device dies.
    const dying = new Proxy(till.db, {
      get: (db, name) =>
        name === 'transaction'
          ? (...args: Parameters<typeof add>) => {
              const tx = add(...args);
              if (args[1] === 'readwrite' && ++writes === 1) {
                setTimeout(() => {
                  try {
                    tx.abort();
                  } catch {
                    // Too late: it is written.
                  }
                }, 0);
              }
              return tx;
            }
          : Reflect.get(db, name, db),
    });
    const dead = new (till.journal.constructor as new (db: typeof dying) => typeof till.journal)(dying);
    const finished = await new (till.outbox.constructor as new (journal: typeof dead) => typeof till.outbox)(dead).finish(sale('b')).then(() => true, () => false);
    const [sales, journal] = [await till.db.getAll('sales'), await entries()];
    expect(sales.length).toBe(finished ? 2 : 1);
    expect(journal.length).toBe(sales.length);
    expect(await new DeviceMemory(till.db).counter('R1')).toBe(sales.length);
  });

  it('chains_what_two_tabs_write_at_once', async () => {
    const other = await till.another();
    await Promise.all([1, 2, 3, 4].flatMap((i) => [till.outbox.finish(sale(`a${i}`)), other.outbox.finish(sale(`b${i}`))]));
    await till.box.begin(SESSION, 5_000, new Date());
    const all = await entries();
    expect(all.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9]);
    all.slice(1).forEach((entry, i) => expect(entry.previous).toBe(all[i]!.hash));
    const numbers = (await till.db.getAll('sales')).map(({ receipt }) => receipt.receiptNumber).sort();
    expect(numbers).toEqual([1, 2, 3, 4, 5, 6, 7, 8].map((n) => `R1-00000${n}`));
    await till.sender.kick();
    expect(hub.head).toBe(9);
  });

  it('takes_an_entry_of_any_kind_with_what_somebody_else_writes', async () => {
    await till.journal.commit(['returns'], async (tx) => {
      const known = await tx.objectStore('returns').get('r1');
      const record = { id: 'r1', sequence: 1, state: 'UNSENT' };
      return { entries: known ? [] : [{ kind: 'REFUND', id: 'r1', body: JSON.stringify({ id: 'r1' }), person: 'Cora' }], write: async () => void (await tx.objectStore('returns').put(record)) };
    });
    await till.journal.append({ kind: 'NOTE', id: 'n1', body: JSON.stringify({ id: 'n1' }), person: ' Co\nra ' });
    await till.sender.kick();
    expect(hub.taken.map(({ kind }) => kind)).toEqual(['REFUND', 'NOTE']);
    expect(await till.db.get('returns', 'r1')).toMatchObject({ state: 'SENT' });
    expect((await entries())[1]?.person, 'the hub would refuse the whole batch').toBe('Co ra');
  });

  it('has_a_key_that_cannot_leave_the_browser', async () => {
    const { key } = (await till.db.get('keys', IDENTITY)) as { key: CryptoKey };
    expect(key.extractable).toBe(false);
    await expect(crypto.subtle.exportKey('pkcs8', key)).rejects.toThrow();
  });

  it('f28_keeps_the_order_of_the_journal_whatever_the_clock_says', async () => {
    await till.outbox.finish(sale('a'));
    till.clock.time -= 3 * 86_400_000;
    await till.outbox.finish(sale('b'));
    till.clock.time += 6 * 86_400_000;
    await till.outbox.finish(sale('c'));
    await till.sender.kick();
    expect(takenIds()).toEqual(['a', 'b', 'c']);
    const times = (await entries()).map(({ at }) => Date.parse(at));
    expect(times[1]).toBeLessThan(times[0]!);
  });
});

describe('sending', () => {
  it('f26_sends_again_when_the_answer_was_lost_and_goes_on_behind_it', async () => {
    await sold(5);
    hub.losesAnswers = 1;
    await till.sender.kick();
    expect(await till.journal.unsent()).toBe(5);
    await sold(2, 't');
    await till.passUntil(async () => (await till.journal.unsent()) === 0);
    expect(takenIds()).toEqual(['s1', 's2', 's3', 's4', 's5', 't1', 't2']);
    expect(await till.journal.unsent()).toBe(0);
  });

  it('sends_a_long_absence_in_parts', async () => {
    await sold(450);
    await till.sender.kick();
    expect(hub.asked).toEqual([200, 200, 50]);
    expect(hub.taken).toHaveLength(450);
    expect((await till.outbox.counts()).unsent).toBe(0);
  });

  it('f25_carries_less_at_once_over_a_line_that_breaks_all_the_time', async () => {
    await sold(200);
    hub.losesAnswers = 3;
    await till.sender.kick();
    await till.passUntil(async () => (await till.journal.unsent()) === 0);
    expect(hub.asked.slice(0, 4)).toEqual([200, 100, 50, 25]);
    expect(hub.taken).toHaveLength(200);
    expect(await till.journal.unsent()).toBe(0);
  });

  it('scenario_18_lets_no_bad_entry_stop_the_others', async () => {
    await sold(37);
    hub.poison.add('s5');
    await till.box.begin(SESSION, 0, new Date());
    await till.sender.kick();
    expect(hub.taken).toHaveLength(37);
    expect((await till.outbox.attention()).map(({ id, why }) => [id, why])).toEqual([['s5', 'the address has no city']]);
    expect(await till.outbox.counts()).toEqual({ unsent: 0, attention: 1 });
    expect(await till.journal.unsent(), 'the hub has it').toBe(0);
    const [aside] = await till.journal.attention();
    hub.poison.clear();
    await till.sender.heard(hub.device, hub.retry(aside!.sequence));
    expect(await till.outbox.counts()).toEqual({ unsent: 0, attention: 0 });
    expect(await till.journal.attention()).toEqual([]);
  });

  it('keeps_a_sale_unsent_until_the_hub_has_taken_it', async () => {
    hub.busy = true;
    await sold(2);
    await till.sender.kick();
    expect(await till.journal.unsent()).toBe(0);
    expect((await till.outbox.counts()).unsent).toBe(2);
    hub.busy = false;
    hub.work();
    await till.passUntil(async () => (await till.outbox.counts()).unsent === 0);
    expect((await till.outbox.counts()).unsent).toBe(0);
  });

  it('does_not_hammer_a_hub_that_is_away', async () => {
    await sold(2);
    const send = hub.send;
    let calls = 0;
    hub.away = true;
    till.through((device, text) => (calls++, send(device, text)));
    await till.sender.kick();
    await till.passUntil(() => false);
    expect(calls).toBeGreaterThan(3);
    expect(calls).toBeLessThan(30);
    hub.away = false;
    await till.passUntil(() => hub.taken.length === 2);
    expect(takenIds()).toEqual(['s1', 's2']);
  });

  it('leaves_the_sending_to_the_other_tab_while_that_lives', async () => {
    await sold(1);
    till.lock(true);
    await till.sender.kick();
    expect(hub.asked).toEqual([]);
    till.lock(false);
    await till.passUntil(() => hub.taken.length > 0);
    expect(takenIds()).toEqual(['s1']);
  });

  it('scenario_16_takes_everything_once_although_a_second_tab_sends_all_again', async () => {
    await new DeviceMemory(till.db).raiseCounter('R1', 100);
    await sold(37);
    hub.losesAnswers = 2;
    await till.sender.kick();
    const other = await till.another();
    till.lock(false);
    await Promise.all([other.sender.check(), till.sender.check()]);
    await till.passUntil(async () => (await till.journal.unsent()) === 0);
    expect(takenIds()).toEqual(Array.from({ length: 37 }, (_, i) => `s${i + 1}`));
    const numbers = hub.taken.map(({ body }) => (JSON.parse(body) as { receiptNumber: string }).receiptNumber);
    expect(numbers[0]).toBe('R1-000101');
    expect(numbers.at(-1)).toBe('R1-000137');
    expect(new Set(numbers).size).toBe(37);
  });

  it('does_not_believe_a_portal_that_answers_200', async () => {
    await sold(1);
    till.through(async () => ({ kind: 'ok', status: 200, body: { welcome: 'wifi' } as never }));
    await till.sender.kick();
    expect(await till.journal.unsent()).toBe(1);
    expect(await till.sender.trouble()).toBeNull();
  });

  it('forgets_only_what_the_hub_has_taken', async () => {
    hub.poison.add('s2');
    await sold(320);
    await till.sender.kick();
    const left = await entries();
    expect(left[0], 'a person must look at it').toMatchObject({ id: 's2', state: 'ATTENTION' });
    expect(left.slice(1).map(({ sequence }) => sequence)).toEqual(Array.from({ length: 300 }, (_, i) => i + 21));
    await till.outbox.finish(sale('more'));
    await till.sender.kick();
    expect(takenIds()).toContain('more');
  });

  it('brings_again_what_a_hub_has_lost_that_was_restored_from_a_backup', async () => {
    await sold(10);
    await till.sender.kick();
    hub.forgetAfter(6);
    hub.taken.splice(6);
    await sold(1, 't');
    await till.sender.kick();
    await till.passUntil(async () => (await till.journal.unsent()) === 0 && hub.taken.length === 11);
    expect(takenIds()).toEqual(['s1', 's2', 's3', 's4', 's5', 's6', 's7', 's8', 's9', 's10', 't1']);
  });
});

describe('a till that does not go on where it was', () => {
  /** Everything that the browser stores, as in a profile that is copied. */
  async function copied(): Promise<Tab> {
    const copy = await Tab.open();
    for (const store of ['memory', 'keys'] as const) {
      for (const key of await till.db.getAllKeys(store)) {
        await copy.db.put(store, (await till.db.get(store, key)) as never, key);
      }
    }
    for (const store of ['journal', 'sales', 'shifts', 'drawer'] as const) {
      for (const value of await till.db.getAll(store)) {
        await copy.db.put(store, value as never);
      }
    }
    copy.through(hub.send);
    return copy;
  }

  it('f30_learns_that_its_browser_was_copied_and_keeps_what_it_sold', async () => {
    await sold(3);
    await till.sender.kick();
    const copy = await copied();
    await till.outbox.finish(sale('here'));
    await copy.outbox.finish(sale('there'));
    await till.sender.kick();
    await copy.sender.kick();
    expect(await copy.sender.trouble()).toMatchObject({ reason: 'FORKED' });
    expect(await till.sender.trouble()).toBeNull();
    expect(takenIds()).toEqual(['s1', 's2', 's3', 'here']);
    expect((await copy.outbox.unsent()).map(({ id }) => id)).toEqual(['there']);
    const asked = hub.asked.length;
    await copy.sender.kick();
    expect(hub.asked.length, 'it asks only when somebody says so').toBe(asked);
  });

  it('a33_learns_that_it_was_set_back_to_an_older_state', async () => {
    await sold(3);
    const older = await copied();
    await till.sender.kick();
    await sold(2, 't');
    await till.sender.kick();
    await older.sender.kick();
    expect(await older.sender.trouble()).toMatchObject({ reason: 'SET_BACK' });
    expect(hub.head).toBe(5);
  });

  it('a38_is_caught_when_what_it_stores_was_edited_by_hand', async () => {
    await sold(3);
    const [, second] = (await entries()) as [Entry, Entry, Entry];
    await till.db.put('journal', { ...second, body: second.body.replace('2164', '1') });
    await till.sender.kick();
    expect(await till.sender.trouble()).toMatchObject({ reason: 'FORKED' });
    expect(takenIds()).toEqual(['s1']);
  });

  it('a34_is_told_that_it_was_ended_and_takes_what_it_kept_along_when_it_is_set_up_anew', async () => {
    await sold(2);
    await till.sender.kick();
    hub.revoked = true;
    await till.box.begin(SESSION, 5_000, new Date());
    await sold(3, 't');
    await till.sender.kick();
    expect(await till.sender.trouble()).toMatchObject({ reason: 'REVOKED', why: expect.stringContaining('Olivia') });
    expect(await till.journal.unsent()).toBe(4);
    const next = await till.enrolled();
    expect(await till.sender.trouble()).toBeNull();
    expect(await till.journal.unsent()).toBe(4);
    await till.sender.check();
    expect(next.taken.map(({ kind }) => kind)).toEqual(['SHIFT', 'SALE', 'SALE', 'SALE']);
    expect((await till.outbox.finish(sale('u'))).receipt.receiptNumber).toBe('R1-000006');
  });

  it('is_told_when_the_hub_does_not_know_it', async () => {
    await sold(1);
    const stranger = await Tab.open();
    const other = await stranger.enrolled();
    till.through(other.send);
    await till.sender.kick();
    expect(await till.sender.trouble()).toMatchObject({ reason: 'UNKNOWN' });
    expect(await till.journal.unsent()).toBe(1);
  });
});

describe('an update', () => {
  it('f29_gives_entries_to_what_an_older_version_had_not_sent', async () => {
    const old = await Tab.open();
    await old.outbox.finish(sale('a'));
    await old.box.begin({ ...SESSION }, 5_000, new Date('2026-11-22T15:00:00Z'));
    await old.outbox.finish({ ...sale('b'), soldAt: '2026-11-22T16:00:00Z' });
    const [refused] = await old.outbox.unsent();
    await old.db.put('sales', { ...refused!, state: 'ATTENTION', why: 'no' });
    expect(await old.db.count('journal'), 'nobody had let it in').toBe(0);
    const there = await old.enrolled();
    await old.sender.kick();
    expect(there.taken.map(({ kind, id }) => (kind === 'SALE' ? id : kind))).toEqual(['a', 'SHIFT', 'b']);
    expect(await old.outbox.counts()).toEqual({ unsent: 0, attention: 0 });
  });

  it('f29_does_so_too_when_the_device_was_let_in_already', async () => {
    const record = await till.outbox.finish(sale('a'));
    await till.db.put('sales', { ...record, id: 'old', sequence: 0 });
    await Promise.all([adopt(till.journal), adopt((await till.another()).journal)]);
    await adopt(till.journal);
    expect((await entries()).map(({ id }) => id)).toEqual(['a', 'old']);
  });
});

describe('what is stored', () => {
  it('survives_a_crash_and_goes_on', async () => {
    await sold(2);
    till.db.close();
    const reopened = await till.another();
    await reopened.outbox.finish(sale('after'));
    await reopened.sender.kick();
    expect(takenIds()).toEqual(['s1', 's2', 'after']);
  });

  it('does_not_continue_the_head_of_another_device', async () => {
    const db = await openDatabase('alien');
    await db.put('memory', { device: 'somebody', sequence: 7, hash: 'x' }, HEAD);
    db.close();
    const alien = await Tab.open('alien');
    await alien.enrolled();
    await alien.outbox.finish(sale('a'));
    expect((await alien.db.getAll('journal'))[0]).toMatchObject({ sequence: 1, previous: NO_HASH });
  });
});
