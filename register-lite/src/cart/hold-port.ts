import type { Hub } from '../hub/client';
import type { HoldView } from '../wire';
import type { HoldPort } from './hold-keeper';

/** Holds at the hub, over HTTP. */
export function hubHolds(hub: Hub, location: string): HoldPort {
  return {
    async place(id, lines, ttlSeconds, override) {
      const body = { id, location, channel: 'COUNTER', lines, ttlSeconds, override };
      const answer = await hub.call<HoldView>('/api/v1/holds', { method: 'POST', body });
      switch (answer.kind) {
        case 'ok':
          // The same id again answers what became of it; only HELD is a promise.
          return answer.body?.state === 'HELD' ? { kind: 'held' } : { kind: 'refused' };
        case 'lost':
          return { kind: 'lost' };
        case 'refused':
          if (answer.problem.code === 'override-refused' || answer.status === 429) {
            return { kind: 'denied', waitMs: answer.waitMs };
          }
          return answer.problem.shortages.length > 0 ? { kind: 'short', shortages: answer.problem.shortages } : { kind: 'refused' };
      }
    },

    async prolong(id, again, ttlSeconds) {
      const body = { id: again, ttlSeconds };
      const answer = await hub.call<HoldView>(`/api/v1/holds/${id}/renew`, { method: 'POST', body });
      return answer.kind === 'ok' && answer.body?.id === id;
    },

    async release(id, keepalive) {
      const answer = await hub.call<HoldView>(`/api/v1/holds/${id}/release`, { method: 'POST', keepalive });
      // A refusal is final too: the id was never good for anything.
      return answer.kind !== 'lost' && !(answer.kind === 'refused' && (answer.status === 401 || answer.status === 429));
    },
  };
}
