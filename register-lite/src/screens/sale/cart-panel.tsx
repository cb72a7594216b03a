import { ArrowLeft, Banknote, CreditCard, Ellipsis, Gift, Percent, QrCode, TicketPercent, Trash2 } from 'lucide';
import { useEffect, useRef } from 'preact/hooks';
import { keyOf } from '../../cart/cart';
import type { Till } from '../../till';
import { ParkedButton } from '../aside/parked-button';
import { Icon } from '../../ui/icon';
import { t, tn, tx } from '../../words/words';
import { CartLineView } from './cart-line';
import { Charges } from './charges';
import { EmptyCart } from './empty-cart';
import { Totals } from './totals';

/** The open sale, always with its total and the way to pay in sight. */
export function CartPanel({ till }: { till: Till }) {
  const { lines } = till.sale.cart.value;
  const count = till.sale.count.value;
  const list = useRef<HTMLUListElement>(null);
  const touched = till.sale.touched.value;

  useEffect(() => {
    list.current?.querySelector('.touched')?.scrollIntoView({ block: 'nearest' });
  }, [touched]);

  return (
    <section class="cart" aria-label={t('Cart')}>
      <header class="cart-head">
        <button type="button" class="button quiet square cart-back" aria-label={t('Back to the products')} onClick={() => (till.cartOpen.value = false)}>
          <Icon of={ArrowLeft} />
        </button>
        <h2>
          {t('Cart')} <span class="quiet-text">{count > 0 ? tn(count, '{count} item', '{count} items') : ''}</span>
        </h2>
        <ParkedButton till={till} />
        <button type="button" class="button quiet" disabled={count === 0} data-testid="clear" onClick={() => till.sale.clear()}>
          <Icon of={Trash2} /> {t('Clear')} <kbd>F4</kbd>
        </button>
      </header>
      {count === 0 ? (
        <EmptyCart till={till} />
      ) : (
        <ul class="cart-lines" ref={list}>
          {lines.map((line, i) => (
            <CartLineView key={keyOf(line)} till={till} line={line} item={till.sale.price.value.items[i]!} touched={touched?.sku === line.sku} />
          ))}
        </ul>
      )}
      <Charges till={till} />
      <p class="sr-only" role="status">
        {touched && count > 0 ? t('{title} in the cart. Total {amount}.', { title: lines.find((line) => line.sku === touched.sku)?.title ?? '', amount: till.money(till.sale.due.value) }) : ''}
      </p>
      <footer class="cart-foot">
        <div class="discount-row">
          <button type="button" class="button quiet" data-testid="discount-cart" disabled={count === 0} onClick={() => (till.discounting.editing.value = '')}>
            <Icon of={Percent} /> {t('Discount')} <kbd>F6</kbd>
          </button>
          <button type="button" class="button quiet" data-testid="coupon" disabled={count === 0} onClick={() => (till.discounting.coupon.value = true)}>
            <Icon of={TicketPercent} /> {t('Coupon')} <kbd>F7</kbd>
          </button>
          {till.session.tenders.includes('GIFT_CARD') && (
            <button type="button" class="button quiet" data-testid="sell-card" onClick={() => (till.sellingCard.value = true)}>
              <Icon of={Gift} /> {t('Gift card')}
            </button>
          )}
          <button type="button" class="button quiet" data-testid="more" disabled={count === 0} aria-haspopup="dialog" onClick={() => (till.dialog.value = { kind: 'more' })}>
            <Icon of={Ellipsis} /> {t('More')}
          </button>
        </div>
        <Totals till={till} price={till.sale.price.value} />
        <div class="pay-row">
          <button type="button" class="button primary pay" data-testid="pay" disabled={count === 0} onClick={() => till.pay('CASH')}>
            <Icon of={Banknote} size={24} />
            <span>{count > 0 ? tx('Pay {amount}', { amount: <b>{till.money(till.sale.due.value)}</b> }) : t('Pay')}</span>
            <kbd>F8</kbd>
          </button>
          {till.session.tenders.includes('CARD') && (
            <button type="button" class="button pay-other" disabled={count === 0} aria-label={t('Pay by card')} data-testid="pay-card" onClick={() => till.pay('CARD')}>
              <Icon of={CreditCard} size={24} />
              <span>{t('Card')}</span>
              <kbd>F10</kbd>
            </button>
          )}
          {till.session.tenders.includes('PAYPAL') && (
            <button type="button" class="button pay-other" disabled={count === 0} aria-label={t('Pay with PayPal')} data-testid="pay-paypal" onClick={() => till.pay('PAYPAL')}>
              <Icon of={QrCode} size={24} />
              <span>{t('PayPal')}</span>
              <kbd>F9</kbd>
            </button>
          )}
        </div>
      </footer>
    </section>
  );
}
