import { show } from '../money';
import { tell } from '../ui/notices';
import { locale, t } from '../words/words';
import type { End } from './follow';
import { nameOf } from './names';
import type { Attempt } from './tendering';

/** Long enough to be read by whoever serves the next customer meanwhile. */
const SHOWN_MS = 10 * 60_000;

/** What became of a payment that was given up: whoever stands at the till may have to tell the customer. */
export function tellEnd(attempt: Attempt, end: End, currency: string): void {
  const values = { name: nameOf(attempt.kind), amount: show(attempt.amount, currency, locale()) };
  switch (end) {
    case 'VOIDED':
      return tell(t('{name} {amount}: the approval was voided. The customer was not charged.', values), { forMs: SHOWN_MS });
    case 'NOTHING':
      return tell(t('{name} {amount}: it did not work. The customer was not charged.', values), { forMs: SHOWN_MS });
    case 'GOES_BACK':
      return tell(t('{name} {amount}: it had been charged and goes back to the customer.', values), { tone: 'wrong', forMs: SHOWN_MS });
  }
}
