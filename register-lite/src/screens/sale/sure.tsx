import { TriangleAlert } from 'lucide';
import type { CartLine } from '../../cart/cart';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t, tn } from '../../words/words';

/** While the hub is away: how many of a line can be sold for sure, because they are kept for this till. */
export function Sure({ till, line }: { till: Till; line: CartLine }) {
  const sure = till.lent.sure(line.sku);
  if (sure === null) {
    return null;
  }
  const enough = line.quantity <= sure;
  return (
    <span class={enough ? 'line-sure' : 'line-sure beyond'} role="status" data-testid={`sure-${line.sku}`} data-sure={sure}>
      {!enough && <Icon of={TriangleAlert} size={16} />}
      {sure === 0 ? t('None kept for this till: may oversell') : tn(sure, '{count} can be sold for sure', '{count} can be sold for sure')}
      {!enough && sure > 0 && `, ${t('more may oversell')}`}
    </span>
  );
}
