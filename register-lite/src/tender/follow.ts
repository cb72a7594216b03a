import type { Answer } from '../hub/client';
import type { PaymentView } from '../wire';
import type { Attempt } from './tendering';

/** A call that has not reached the hub for so long never will. */
const ARRIVES_WITHIN_MS = 120_000;

/** What became of a payment that nobody wanted any more. */
export type End = 'VOIDED' | 'GOES_BACK' | 'NOTHING';

/**
 * Follows one payment that was given up until its end is known: the hub must have heard that nobody wants it, and then
 * say that nothing is left of it.
 *
 * @returns how it ended, or null while that is not known
 */
export async function followed(
  attempt: Attempt,
  hub: { abandon(id: string, approval: null): Promise<Answer<PaymentView>> },
  now: number,
): Promise<End | null> {
  const answer = await hub.abandon(attempt.id, null);
  if (answer.kind === 'refused' && answer.status === 404) {
    // The hub never heard of it, so nobody was asked for money; but its first call may still be on its way.
    return now - attempt.at > ARRIVES_WITHIN_MS ? 'NOTHING' : null;
  }
  if (answer.kind !== 'ok') {
    return null;
  }
  switch (answer.body.state) {
    case 'CANCELLED':
      return 'VOIDED';
    case 'FAILED':
      return 'NOTHING';
    case 'CAPTURED':
      return 'GOES_BACK';
    case 'WAITING':
    case 'APPROVED':
    case 'UNKNOWN':
      return null;
  }
}
