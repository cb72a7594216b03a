import { ClipboardList, Monitor, ScanBarcode, ShoppingBag } from 'lucide';
import { addressOf } from '../screens/modes';
import { t } from '../words/words';
import { Icon } from './icon';

/** The ways to what else this app can be: in a window beside the till, or in its place. */
export function MoreScreens() {
  return (
    <nav class="more-screens" aria-label={t('More screens')}>
      <a class="button" href={addressOf('display')} target="tillbridge-display" data-testid="open-display">
        <Icon of={Monitor} /> {t('Customer display')}
      </a>
      <a class="button" href={addressOf('price-check')} data-testid="open-price-check">
        <Icon of={ScanBarcode} /> {t('Price check')}
      </a>
      <a class="button" href={addressOf('pick-list')} data-testid="open-pick-list">
        <Icon of={ClipboardList} /> {t('Pick list')}
      </a>
      <a class="button" href={addressOf('self-checkout')} data-testid="open-self-checkout">
        <Icon of={ShoppingBag} /> {t('Self-checkout')}
      </a>
    </nav>
  );
}
