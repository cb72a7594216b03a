import { X } from 'lucide';
import { useState } from 'preact/hooks';
import { COUPON_ID } from '../../input/counter-ears';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

/** The codes of coupons that the customer brought. */
export function CouponDialog({ till }: { till: Till }) {
  const [code, setCode] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const codes = till.sale.cart.value.coupons ?? [];
  const close = () => (till.discounting.coupon.value = false);
  return (
    <Dialog title={t('Coupon')} onClose={close}>
      <ul class="reserved">
        {codes.map((each) => (
          <li key={each} class="coupon">
            <strong>{each}</strong>
            <button type="button" class="button quiet square" aria-label={t('Remove coupon {code}', { code: each })} onClick={() => till.sale.change({ kind: 'coupon', code: each, on: false })}>
              <Icon of={X} />
            </button>
          </li>
        ))}
      </ul>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          const refused = till.discounting.addCoupon(code);
          setWrong(refused);
          if (refused === null) {
            close();
          }
        }}
      >
        <label class="field">
          <span>{t('Code')}</span>
          <input
            id={COUPON_ID}
            data-testid="coupon-code"
            value={code}
            autofocus
            maxLength={40}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby="coupon-message"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <p id="coupon-message" class="sign-in-message" role="alert">
          {wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="coupon-add" disabled={code.trim() === ''}>
          {t('Use it')}
        </button>
      </form>
    </Dialog>
  );
}
