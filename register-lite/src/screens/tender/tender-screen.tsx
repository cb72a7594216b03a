import { ArrowLeft, Banknote, QrCode, TriangleAlert } from 'lucide';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';
import { CashTender } from './cash';
import { PayPalTender } from './paypal';

/** How the customer pays. The amount is the largest thing on the screen. */
export function TenderScreen({ till, method }: { till: Till; method: 'CASH' | 'PAYPAL' }) {
  const paying = till.sale.payment.value !== null;
  const away = till.app.connection.reach.value === 'away';
  const choose = (next: 'CASH' | 'PAYPAL') => till.pay(next);
  return (
    <main class="tender">
      <header class="tender-head">
        <button type="button" class="button quiet" disabled={paying} onClick={() => till.back()}>
          <Icon of={ArrowLeft} /> {t('Back')} <kbd>Esc</kbd>
        </button>
        <div class="due">
          <span>{t('To pay')}</span>
          <strong data-testid="total">{till.money(till.sale.due.value)}</strong>
        </div>
        <div class="methods" role="group" aria-label={t('Way to pay')}>
          <button type="button" class="method" data-testid="cash" aria-pressed={method === 'CASH'} disabled={paying} onClick={() => choose('CASH')}>
            <Icon of={Banknote} size={24} /> {t('Cash')} <kbd>F8</kbd>
          </button>
          {till.session.tenders.includes('PAYPAL') && (
            <button
              type="button"
              class="method"
              data-testid="paypal"
              aria-pressed={method === 'PAYPAL'}
              disabled={paying || (away && method !== 'PAYPAL')}
              onClick={() => choose('PAYPAL')}
            >
              <Icon of={QrCode} size={24} /> {t('PayPal')} <kbd>F9</kbd>
              {away && <small>{t('needs the hub')}</small>}
            </button>
          )}
        </div>
      </header>
      <Shortages till={till} />
      {method === 'CASH' ? <CashTender till={till} /> : <PayPalTender till={till} />}
    </main>
  );
}

/** At the counter too little stock is a warning: the goods are in the customer's hands. */
function Shortages({ till }: { till: Till }) {
  const shortages = till.sale.shortages.value;
  if (shortages.length === 0) {
    return null;
  }
  const names = shortages.map((short) => {
    const line = till.sale.cart.value.lines.find((each) => each.sku === short.sku);
    return t('{title} ({available} of {wanted})', { title: line?.title ?? short.sku, available: short.available, wanted: line?.quantity ?? short.wanted });
  });
  return (
    <p class="warning" role="status">
      <Icon of={TriangleAlert} /> {t('Less in stock than sold: {names}.', { names: names.join(', ') })}
    </p>
  );
}
