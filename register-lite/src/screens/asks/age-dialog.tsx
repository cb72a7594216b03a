import { bornOnOrBefore } from '../../asks/asking';
import type { CartLine } from '../../cart/cart';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { t } from '../../words/words';

/** Once a sale: is the customer old enough? The latest birthday stands there, so that nobody must reckon. */
export function AgeDialog({ till, minimumAge, lines }: { till: Till; minimumAge: number; lines: readonly CartLine[] }) {
  const cutOff = bornOnOrBefore(minimumAge, Date.now(), till.session.location.timeZone);
  const day = new Intl.DateTimeFormat(undefined, { dateStyle: 'long', timeZone: 'UTC' }).format(new Date(`${cutOff}T00:00:00Z`));
  const titles = [...new Set(lines.map((line) => line.title))].join(', ');
  return (
    <Dialog title={t('Is the customer {age} or older?', { age: minimumAge })} onClose={() => till.asking.oldEnough(minimumAge, false)}>
      <p>{titles}</p>
      <p class="age-cut">
        {t('Born on or before')} <strong data-testid="age-cut-off">{day}</strong>
      </p>
      <button type="button" class="button primary wide" autofocus data-testid="age-yes" onClick={() => till.asking.oldEnough(minimumAge, true)}>
        {t('Yes, I looked at the papers')}
      </button>
      <button type="button" class="button wide" data-testid="age-no" onClick={() => till.asking.oldEnough(minimumAge, false)}>
        {t('No: take it off the sale')}
      </button>
    </Dialog>
  );
}
