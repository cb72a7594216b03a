import type { Till } from '../../till';
import { t } from '../../words/words';

/** Asks for the float before selling; whoever must sell at once may. */
export function NoShift({ till }: { till: Till }) {
  return (
    <section class="no-shift" aria-label={t('No shift is open')} data-testid="no-shift">
      <p>{t('No shift is open. Count the float before you sell.')}</p>
      <button type="button" class="button" onClick={() => till.showShift()}>
        {t('Open the shift')}
      </button>
      <button type="button" class="button quiet" onClick={() => (till.app.drawer.later.value = true)}>
        {t('Later')}
      </button>
    </section>
  );
}
