import { useState } from 'preact/hooks';
import type { CartLine } from '../../cart/cart';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { t } from '../../words/words';

/** Which unit is it? Its serial number, or the lot of all of them, scanned from the box or typed. */
export function NameDialog({ till, line, count }: { till: Till; line: CartLine; count: number }) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const lot = line.tracking === 'LOT';
  return (
    <Dialog title={lot ? t('Lot of {title}', { title: line.title }) : t('Serial number of {title}', { title: line.title })} onClose={() => till.asking.skip()}>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          setWrong(till.asking.name(typed));
        }}
      >
        {!lot && line.quantity > 1 && <p>{t('{count} of {quantity}', { count, quantity: line.quantity })}</p>}
        <label class="field">
          <span>{lot ? t('Lot') : t('Serial number')}</span>
          <input data-typed data-testid="unit-name" value={typed} autofocus maxLength={100} autocomplete="off" spellcheck={false} aria-describedby="unit-message" onInput={(event) => setTyped(event.currentTarget.value)} />
        </label>
        <p id="unit-message" class="sign-in-message" role="alert">
          {wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="unit-done" disabled={typed.trim() === ''}>
          {t('Done')}
        </button>
        <button type="button" class="button wide" data-testid="unit-skip" onClick={() => till.asking.skip()}>
          {lot ? t('Not known: the one that expires first') : t('Sell it without: somebody looks it up later')}
        </button>
      </form>
    </Dialog>
  );
}
