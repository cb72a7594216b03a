import { CirclePause } from 'lucide';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t, tn } from '../../words/words';

/** How many carts wait, always in sight; the way to them, and for an open cart the way there. */
export function ParkedButton({ till }: { till: Till }) {
  const parked = till.aside.list.value.length;
  const busy = till.sale.count.value > 0;
  return (
    <>
      {busy && (
        <button type="button" class="button quiet" data-testid="park" onClick={() => (till.dialog.value = { kind: 'park' })}>
          <Icon of={CirclePause} /> {t('Park')} <kbd>F1</kbd>
        </button>
      )}
      {(parked > 0 || !busy) && (
        <button
          type="button"
          class="button quiet parked-count"
          data-testid="parked"
          data-count={parked}
          aria-haspopup="dialog"
          aria-label={tn(parked, '{count} parked sale. Show it.', '{count} parked sales. Show them.')}
          onClick={() => (till.dialog.value = { kind: 'parked' })}
        >
          {!busy && <Icon of={CirclePause} />} <b>{parked}</b> {!busy && <span class="bar-label">{t('parked')}</span>}
        </button>
      )}
    </>
  );
}
