import { useState } from 'preact/hooks';
import { SELL_CARD_ID } from '../../input/counter-ears';
import { parse } from '../../money';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { t } from '../../words/words';

const CODE = /^[0-9A-Z]{8,40}$/;

/** Sells a gift card, or puts more on one: what is paid for it is owed to whoever has it, and is no turnover. */
export function SellCardDialog({ till }: { till: Till }) {
  const [code, setCode] = useState('');
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const close = () => (till.sellingCard.value = false);
  const sell = () => {
    const plain = code.replace(/[ -]/g, '').toUpperCase();
    const amount = parse(typed, till.session.currency);
    if (!CODE.test(plain)) {
      setWrong(t('Scan the card, or type its number: 8 to 40 letters and digits.'));
    } else if (amount === null || amount <= 0) {
      setWrong(t('Say how much is paid onto the card.'));
    } else {
      const charges = till.sale.cart.value.charges ?? [];
      till.sale.change({ kind: 'charges', charges: [...charges, { kind: 'GIFT_CARD', title: t('Gift card …{end}', { end: plain.slice(-4) }), amount, code: plain }] });
      close();
    }
  };
  return (
    <Dialog title={t('Sell a gift card')} onClose={close}>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          sell();
        }}
      >
        <label class="field">
          <span>{t('Number of the card')}</span>
          <input
            id={SELL_CARD_ID}
            data-testid="sell-card-code"
            autofocus
            value={code}
            maxLength={50}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            aria-describedby="sell-card-message"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{t('Amount')}</span>
          <input data-testid="sell-card-amount" inputmode="decimal" value={typed} autocomplete="off" aria-describedby="sell-card-message" onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
        <p id="sell-card-message" class="sign-in-message" role="alert">
          {wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="sell-card-add">
          {t('Add to the sale')}
        </button>
      </form>
    </Dialog>
  );
}
