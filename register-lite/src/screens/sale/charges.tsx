import { X } from 'lucide';
import { type Beside } from '../../cart/cart';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

/** What is charged beside goods: gift cards that are sold, and a tip. */
export function Charges({ till }: { till: Till }) {
  const charges = till.sale.cart.value.charges ?? [];
  if (charges.length === 0) {
    return null;
  }
  const remove = (gone: Beside) => till.sale.change({ kind: 'charges', charges: charges.filter((one) => one !== gone) });
  return (
    <ul class="charges" aria-label={t('Beside goods')}>
      {charges.map((charge, i) => (
        <li key={i} class="charge">
          <span>{charge.title}</span>
          <strong>{till.money(charge.amount)}</strong>
          <button type="button" class="button quiet square" aria-label={t('Remove {name}', { name: charge.title })} onClick={() => remove(charge)}>
            <Icon of={X} />
          </button>
        </li>
      ))}
    </ul>
  );
}
