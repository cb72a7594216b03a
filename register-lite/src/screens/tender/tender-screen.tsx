import { ArrowLeft, TriangleAlert } from 'lucide';
import { begun, taken } from '../../tender/tendering';
import type { Method, Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';
import { AccountTender } from './account';
import { Beside } from './beside';
import { CardTender } from './card';
import { CashTender } from './cash';
import { ElectronicTender } from './electronic';
import { Methods } from './methods';
import { TakenList } from './taken-list';

/** How the customer pays, in as many parts as it takes. What is still to pay is the largest thing on the screen. */
export function TenderScreen({ till, method }: { till: Till; method: Method }) {
  const { tenders } = till;
  const paying = till.sale.payment.value !== null;
  const parts = taken(tenders.now.value).length > 0;
  const open = begun(tenders.now.value);
  const shown = open && open.kind !== method && (open.kind === 'CARD' || open.kind === 'PAYPAL') ? open.kind : method;
  return (
    <main class="tender">
      <header class="tender-head">
        <button type="button" class="button quiet" disabled={paying} title={paying ? t('Take back what is paid first.') : undefined} onClick={() => till.back()}>
          <Icon of={ArrowLeft} /> {t('Back')} <kbd>Esc</kbd>
        </button>
        <div class="due">
          <span>{parts ? t('Still to pay') : t('To pay')}</span>
          <strong data-testid="rest">{till.money(tenders.rest.value)}</strong>
          <small class={parts ? '' : 'sr-only'}>
            {t('Total')} <span data-testid="total">{till.money(tenders.now.value.due)}</span>
          </small>
        </div>
        {!paying && <Beside till={till} />}
      </header>
      <Shortages till={till} />
      <TakenList till={till} />
      {tenders.paid.value ? (
        <Unsaved till={till} />
      ) : (
        <>
          {open === null && <Methods till={till} method={shown} />}
          {shown === 'CASH' && <CashTender till={till} />}
          {(shown === 'CARD' || shown === 'PAYPAL') && <ElectronicTender key={shown} till={till} kind={shown} />}
          {shown === 'GIFT_CARD' && <CardTender till={till} />}
          {shown === 'ON_ACCOUNT' && <AccountTender till={till} />}
        </>
      )}
    </main>
  );
}

/** All is paid, so saving is all that is left; seen only if the device could not write the sale down. */
function Unsaved({ till }: { till: Till }) {
  return (
    <div class="paypal-state">
      <h2>{t('Paid')}</h2>
      <p>{t('Saving the sale…')}</p>
      <button type="button" class="button primary" onClick={() => void till.tenders.save()}>
        {t('Save again')}
      </button>
    </div>
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
