import { ChevronUp, ShoppingBag } from 'lucide';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t, tn } from '../../words/words';
import { CartPanel } from './cart-panel';
import { CouponDialog } from './coupon-dialog';
import { DiscountDialog } from './discount-dialog';
import { OverrideDialog } from './override-dialog';
import { SaleDialogs } from './dialogs';
import { Products } from './products';
import { SellCardDialog } from './sell-card-dialog';
import { VariantPicker } from './variant-picker';

/** Products on one side, the cart on the other; on a phone the cart comes up from below. */
export function SaleScreen({ till }: { till: Till }) {
  const count = till.sale.count.value;
  return (
    <main class={`sale ${till.cartOpen.value ? 'cart-open' : ''}`}>
      <Products till={till} />
      <CartPanel till={till} />
      <button type="button" class="cart-handle button primary" onClick={() => (till.cartOpen.value = true)}>
        <Icon of={ShoppingBag} />
        <span>{count === 0 ? t('Cart is empty') : tn(count, '{count} item', '{count} items')}</span>
        <b>{till.money(till.sale.due.value)}</b>
        <Icon of={ChevronUp} />
      </button>
      {till.overriding.value && <OverrideDialog till={till} />}
      {till.discounting.editing.value !== null && <DiscountDialog till={till} sku={till.discounting.editing.value === '' ? null : till.discounting.editing.value} />}
      {till.sellingCard.value && <SellCardDialog till={till} />}
      {till.discounting.coupon.value && <CouponDialog till={till} />}
      <SaleDialogs till={till} />
      {till.picking.value && <VariantPicker till={till} variants={till.picking.value} />}
    </main>
  );
}
