import { Download, TriangleAlert } from 'lucide';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t, tn } from '../../words/words';
import { whatOf } from './set-up';

/** What could cost sales if nobody knew: shown only when there is something to lose. */
export function TillBanner({ till }: { till: Till }) {
  const { membership, keeping, notAtHub, connection } = till.app;
  const trouble = membership.trouble.value;
  if (trouble) {
    return (
      <p class="till-banner bad" role="alert" data-testid="till-banner" data-about={trouble.reason}>
        <Icon of={TriangleAlert} /> <span>{whatOf(trouble)} {t('Finish this sale; then a manager must set the till up anew.')}</span>
      </p>
    );
  }
  if (keeping.storage.value && keeping.tight) {
    return (
      <p class="till-banner" role="status" data-testid="till-banner" data-about="SPACE">
        <Icon of={TriangleAlert} />
        <span>
          {keeping.full ? t('This device has no space left for sales that cannot be sent. Free some space, or wait for the hub.') : t('This device is running out of space. Free some, so that sales can be kept while the hub is away.')}
        </span>
      </p>
    );
  }
  const count = notAtHub.value;
  if (count > 0 && connection.reach.value === 'away' && keeping.storage.value.kept === false) {
    return (
      <p class="till-banner" role="status" data-testid="till-banner" data-about="EVICTION">
        <Icon of={TriangleAlert} />
        <span>
          {tn(count, '{count} sale is on this device only, and the browser may delete it when space gets short. Keep the till open.', '{count} sales are on this device only, and the browser may delete them when space gets short. Keep the till open.')}
        </span>
        {keeping.installable.value && (
          <button type="button" class="button" onClick={() => void keeping.install()}>
            <Icon of={Download} /> {t('Install the till')}
          </button>
        )}
      </p>
    );
  }
  return null;
}
