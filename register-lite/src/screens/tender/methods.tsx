import { Banknote, CreditCard, Gift, NotebookPen, QrCode } from 'lucide';
import { begun } from '../../tender/tendering';
import { nameOf } from '../../tender/names';
import type { Method, Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

const ICONS = { CASH: Banknote, CARD: CreditCard, PAYPAL: QrCode, GIFT_CARD: Gift, ON_ACCOUNT: NotebookPen };
const KEYS = { CASH: 'F8', CARD: 'F10', PAYPAL: 'F9', GIFT_CARD: 'F6', ON_ACCOUNT: 'F7' };
const IDS = { CASH: 'cash', CARD: 'card', PAYPAL: 'paypal', GIFT_CARD: 'gift-card', ON_ACCOUNT: 'account' };
const ORDER: readonly Method[] = ['CASH', 'CARD', 'PAYPAL', 'GIFT_CARD', 'ON_ACCOUNT'];
/** What another computer must say yes to, now. */
const NEEDS_HUB: ReadonlySet<Method> = new Set<Method>(['CARD', 'PAYPAL', 'GIFT_CARD']);

/** The ways to pay here, each a large button. */
export function Methods({ till, method }: { till: Till; method: Method }) {
  const open = begun(till.tenders.now.value) !== null;
  const away = till.app.connection.reach.value === 'away';
  return (
    <div class="methods" role="group" aria-label={t('Way to pay')}>
      {ORDER.filter((one) => one === 'CASH' || till.session.tenders.includes(one)).map((one) => {
        const gone = away && NEEDS_HUB.has(one);
        return (
          <button key={one} type="button" class="method" data-testid={IDS[one]} aria-pressed={method === one} disabled={(open && method !== one) || gone} onClick={() => till.pay(one)}>
            <Icon of={ICONS[one]} size={24} /> {nameOf(one)} <kbd>{KEYS[one]}</kbd>
            {gone && <small>{t('needs the hub')}</small>}
          </button>
        );
      })}
    </div>
  );
}
