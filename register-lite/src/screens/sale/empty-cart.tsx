import { ReceiptText, ScanBarcode } from 'lucide';
import { totalOf } from '../../outbox/record';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { changeOf } from '../receipt/change';
import { t, tx } from '../../words/words';

/** Between two customers: what the last one gets back stays in sight until the next item. */
export function EmptyCart({ till }: { till: Till }) {
  const last = till.lastSale.value;
  if (!last) {
    return (
      <div class="cart-empty">
        <Icon of={ScanBarcode} size={40} />
        <p>{t('Scan the first item, or tap a product.')}</p>
      </div>
    );
  }
  const change = changeOf(last);
  return (
    <div class="cart-empty last-sale">
      <p class="quiet-text">{t('Last sale {number}', { number: last.receipt.receiptNumber })}</p>
      {change > 0 ? (
        <p class="last-change">
          {t('Change')} <b>{till.money(change)}</b>
        </p>
      ) : (
        <p class="last-change">
          {tx('Paid {amount}', { amount: <b>{till.money(totalOf(last.receipt))}</b> })}
        </p>
      )}
      <button type="button" class="button" onClick={() => till.show(last)}>
        <Icon of={ReceiptText} /> {t('Receipt')}
      </button>
    </div>
  );
}
