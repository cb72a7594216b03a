import { describe, expect, it } from 'vitest';
import { type Fetch, Hub } from '../src/hub/client';
import { newId } from '../src/ids';
import { backoffMs } from '../src/journal/backoff';

function hubThat(answer: Fetch) {
  const hub = new Hub(answer);
  const reached: boolean[] = [];
  hub.onReach = (yes) => reached.push(yes);
  return { hub, reached };
}
const json = (status: number, body: unknown, headers: Record<string, string> = {}) => async () => new Response(JSON.stringify(body), { status, headers });

describe('hub client', () => {
  it('tells_a_no_from_silence', async () => {
    const no = hubThat(json(409, { code: 'insufficient-stock', title: 'short', shortages: [{ sku: 'MUG', wanted: 2, available: 1 }] }));
    expect(await no.hub.call('/x')).toMatchObject({ kind: 'refused', status: 409, problem: { shortages: [{ available: 1 }] } });
    const silent = hubThat(async () => {
      throw new TypeError('Failed to fetch');
    });
    expect(await silent.hub.call('/x')).toEqual({ kind: 'lost', status: null, why: 'no connection' });
    expect([no.reached, silent.reached]).toEqual([[true], [false]]);
  });

  it('does_not_believe_a_portal_that_answers_200_with_a_page', async () => {
    const { hub, reached } = hubThat(async () => new Response('<html>Welcome to our Wi-Fi</html>'));
    expect((await hub.call('/api/v1/sales')).kind).toBe('lost');
    expect(reached).toEqual([false]);
  });

  it('takes_an_error_of_the_server_for_an_unknown_end', async () => {
    expect(await hubThat(json(500, {})).hub.call('/x')).toMatchObject({ kind: 'lost', status: 500 });
  });

  it('reads_how_long_to_wait', async () => {
    expect(await hubThat(json(429, {}, { 'Retry-After': '29' })).hub.call('/x')).toMatchObject({ waitMs: 29_000 });
  });

  it('notices_that_the_session_is_over_but_not_that_a_pin_was_wrong', async () => {
    let ended = 0;
    for (const code of ['unauthenticated', 'sign-in-failed']) {
      const { hub } = hubThat(json(401, { code }));
      hub.onSignedOut = () => ended++;
      await hub.call('/x');
    }
    expect(ended).toBe(1);
  });
});

describe('sending again', () => {
  it('waits_longer_each_time_up_to_about_a_minute', () => {
    expect([0, 1, 2, 20].map((attempts) => backoffMs(attempts, 0.5))).toEqual([1_000, 2_000, 4_000, 60_000]);
  });
});

describe('ids', () => {
  it('are_version_7_and_sort_by_birth', () => {
    const ids = [1_000, 2_000, 1_900_000_000_000].map((now) => newId(now));
    ids.forEach((id) => expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/));
    expect([...ids].sort()).toEqual(ids);
  });
});
