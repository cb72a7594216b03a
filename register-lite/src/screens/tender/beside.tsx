import { HandCoins, Star, X } from 'lucide';
import { useState } from 'preact/hooks';
import { parse } from '../../money';
import { tipOf, tipsOf, withTip } from '../../tender/tips';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

/** What goes with a payment: a tip, where the shop asks for one, and the customer's card for points. */
export function Beside({ till }: { till: Till }) {
  const [open, setOpen] = useState<'tip' | 'points' | null>(null);
  const tip = tipOf(till.sale.cart.value);
  const card = till.sale.cart.value.pointCard ?? null;
  const locked = till.sale.payment.value !== null;
  const tips = till.session.tips ?? [];
  return (
    <div class="beside">
      {tips.length > 0 && (
        <button type="button" class="button" data-testid="tip" disabled={locked} onClick={() => setOpen('tip')}>
          <Icon of={HandCoins} /> {tip > 0 ? t('Tip {amount}', { amount: till.money(tip) }) : t('Tip')}
        </button>
      )}
      {till.session.spendForPoint && (
        <button type="button" class="button" data-testid="points" disabled={locked} onClick={() => setOpen('points')}>
          <Icon of={Star} /> {card ? t('Points: {card}', { card }) : t('Loyalty card')}
        </button>
      )}
      {open === 'tip' && <TipDialog till={till} tips={tips} onClose={() => setOpen(null)} />}
      {open === 'points' && <PointsDialog till={till} onClose={() => setOpen(null)} />}
    </div>
  );
}

function TipDialog({ till, tips, onClose }: { till: Till; tips: readonly number[]; onClose: () => void }) {
  const [typed, setTyped] = useState('');
  const amount = parse(typed, till.session.currency);
  const give = (tip: number) => {
    till.sale.change({ kind: 'charges', charges: withTip(till.sale.cart.value, tip) });
    onClose();
  };
  return (
    <Dialog title={t('Tip')} onClose={onClose}>
      <div class="tips">
        {tipsOf(till.sale.price.value.total, tips).map(({ percent, amount: tip }) => (
          <button key={percent} type="button" class="quick" data-testid={`tip-${percent}`} onClick={() => give(tip)}>
            <strong>{t('{percent} %', { percent })}</strong>
            <small>{till.money(tip)}</small>
          </button>
        ))}
      </div>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          if (amount !== null) {
            give(amount);
          }
        }}
      >
        <label class="field">
          <span>{t('Another amount')}</span>
          <input data-testid="tip-amount" inputmode="decimal" autocomplete="off" value={typed} onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button primary wide" data-testid="tip-give" disabled={amount === null}>
          {t('Add the tip')}
        </button>
      </form>
      <button type="button" class="button wide" data-testid="tip-none" onClick={() => give(0)}>
        <Icon of={X} /> {t('No tip')}
      </button>
    </Dialog>
  );
}

function PointsDialog({ till, onClose }: { till: Till; onClose: () => void }) {
  const [number, setNumber] = useState(till.sale.cart.value.pointCard ?? '');
  const set = (card: string | null) => {
    till.sale.change({ kind: 'point-card', number: card });
    onClose();
  };
  return (
    <Dialog title={t('Loyalty card')} onClose={onClose}>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          set(number.trim() === '' ? null : number.trim());
        }}
      >
        <label class="field">
          <span>{t('Number of the card')}</span>
          <input data-testid="point-card" autofocus value={number} maxLength={40} autocomplete="off" spellcheck={false} onInput={(event) => setNumber(event.currentTarget.value)} />
        </label>
        <button type="submit" class="button primary wide" data-testid="point-card-use">
          {number.trim() === '' ? t('No card') : t('Earn points on it')}
        </button>
      </form>
    </Dialog>
  );
}
