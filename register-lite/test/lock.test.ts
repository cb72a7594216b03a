import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Database, openDatabase } from '../src/device/database';
import { Lock } from '../src/people/lock';

const MINUTE = 60_000;

let count = 0;
let db: Database;
let touch: () => void;
let paying: boolean;

beforeEach(async () => {
  db = await openDatabase(`lock-${count++}`);
  paying = false;
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] });
  vi.stubGlobal('addEventListener', (event: string, call: () => void) => event === 'pointerdown' && (touch = call));
  vi.stubGlobal('document', { addEventListener: () => {} });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function opened(): Promise<Lock> {
  const lock = new Lock(db, () => !paying);
  await lock.open();
  return lock;
}

it('a_till_that_nobody_touches_locks_itself_after_the_minutes_that_were_chosen', async () => {
  const lock = await opened();
  await lock.setAfter(2);
  await vi.advanceTimersByTimeAsync(MINUTE);
  touch();
  await vi.advanceTimersByTimeAsync(2 * MINUTE - 1);
  expect(lock.locked.value).toBe(false);
  await vi.advanceTimersByTimeAsync(1);
  expect(lock.locked.value).toBe(true);
});

it('never_while_a_customer_pays_but_soon_after', async () => {
  const lock = await opened();
  paying = true;
  await vi.advanceTimersByTimeAsync(20 * MINUTE);
  expect(lock.locked.value).toBe(false);
  paying = false;
  await vi.advanceTimersByTimeAsync(30_000);
  expect(lock.locked.value).toBe(true);
});

it('what_was_locked_and_how_soon_is_as_it_was_after_a_reload', async () => {
  const lock = await opened();
  await lock.setAfter(10);
  await lock.lock();
  const again = await opened();
  expect(again.locked.value).toBe(true);
  expect(again.after.value).toBe(10);
  await again.unlock();
  expect((await opened()).locked.value).toBe(false);
});
