import { type Answer, reasonOf } from '../hub/client';
import { t } from '../words/words';

/** What an attempt to send a sale means for the sale and for the ones behind it. */
export type Verdict =
  /** The hub has it. */
  | { readonly kind: 'recorded' }
  /** The hub read it and said no. Sending it again will not help, and the others must not wait for it. */
  | { readonly kind: 'refused'; readonly why: string }
  /** Something went wrong with this one; try it again later, carry on with the others. */
  | { readonly kind: 'later'; readonly why: string; readonly waitMs: number | null }
  /** Nobody would get through now. */
  | { readonly kind: 'stop'; readonly why: string; readonly waitMs: number | null };

/** The one place that decides what an answer means. When in doubt the sale stays unsent. */
export function verdictOn(saleId: string, answer: Answer<unknown>): Verdict {
  switch (answer.kind) {
    case 'ok':
      // A portal or proxy may answer 200 to anything: only the hub knows the sale's id.
      return (answer.body as { id?: unknown } | null)?.id === saleId
        ? { kind: 'recorded' }
        : { kind: 'stop', why: t('somebody else than the hub answered'), waitMs: null };
    case 'lost':
      return answer.status === null || answer.status === 503
        ? { kind: 'stop', why: answer.why, waitMs: null }
        : { kind: 'later', why: answer.why, waitMs: null };
    case 'refused':
      switch (answer.status) {
        case 401:
        case 403:
          // About who is signed in, not about the sale.
          return { kind: 'stop', why: t('waits for somebody to sign in'), waitMs: null };
        case 408:
        case 425:
        case 429:
          return { kind: 'stop', why: reasonOf(answer.problem), waitMs: answer.waitMs };
        default:
          return { kind: 'refused', why: reasonOf(answer.problem) };
      }
  }
}

/** 1 s, 2 s, 4 s ... up to a minute, with a little disorder so that tills do not return in step. */
export function backoffMs(attempts: number, random: number = Math.random()): number {
  const base = Math.min(60_000, 1_000 * 2 ** Math.min(attempts, 10));
  return Math.round(base * (0.75 + random / 2));
}
