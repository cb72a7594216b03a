import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { ManagerForm } from '../../ui/manager-form';
import { t, tx } from '../../words/words';
import { names } from './cart-line';

/** What waits for a customer is sold to another only if a manager says so, with his PIN. */
export function OverrideDialog({ till }: { till: Till }) {
  return (
    <Dialog title={t('Reserved for a customer')} onClose={() => (till.overriding.value = null)}>
      <ul class="reserved">
        {till.reserved().map((short) => {
          const line = till.sale.cart.value.lines.find((each) => each.sku === short.sku);
          return (
            <li key={short.sku}>
              {tx('{title}: {available} of {wanted} available, the others wait for {names}.', {
                title: <strong>{line?.title ?? short.sku}</strong>,
                available: short.available,
                wanted: short.wanted,
                names: names(short.reservedFor ?? []),
              })}
            </li>
          );
        })}
      </ul>
      <p class="quiet-text">{t('A manager may allow it. The customer\u2019s pick-up then needs another place, and the desk is told.')}</p>
      <ManagerForm label={t('Allow it')} onAllow={(approver) => till.allow(approver)} />
    </Dialog>
  );
}
