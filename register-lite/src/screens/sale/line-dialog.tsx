import { useState } from 'preact/hooks';
import { keyOf, QUANTITY_MAX } from '../../cart/cart';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { NumberPad } from '../../ui/number-pad';
import { cleanNote, NOTE_LONGEST } from '../../asks/notes';
import { t } from '../../words/words';
import { WeighDialog } from '../asks/weigh-dialog';

/** One line of the cart: how many by a pad for fingers, and a note. */
export function LineDialog({ till, of }: { till: Till; of: string }) {
  const line = till.sale.cart.value.lines.find((each) => keyOf(each) === of);
  const [typed, setTyped] = useState('');
  const [note, setNote] = useState(line?.note ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const [weighing, setWeighing] = useState(false);
  const close = () => (till.dialog.value = null);
  if (!line) {
    return null;
  }
  const found = till.shelf.catalogue.value.sku(line.sku);
  if (weighing && found) {
    const weighed = (weight: number) => {
      till.sale.change({ kind: 'line', sku: of, is: { weight } });
      close();
    };
    return <WeighDialog till={till} found={found} onWeight={weighed} onClose={close} />;
  }
  const type = (text: string) => setTyped(text.replace(/\D/g, '').slice(0, 4));
  const done = () => {
    const clean = cleanNote(note);
    if (clean === null) {
      setWrong(t('That looks like the number of a payment card. Such numbers are never kept: take it out of the note.'));
      return;
    }
    till.sale.change({ kind: 'line', sku: of, is: { note: clean } });
    const quantity = Number(typed);
    if (quantity > 0 && quantity <= QUANTITY_MAX) {
      till.sale.change({ kind: 'set', sku: of, quantity });
    }
    close();
  };
  return (
    <Dialog title={line.title} onClose={close}>
      <form
        class="override line-dialog"
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        {line.weight === undefined ? (
          <>
            <label class="field">
              <span>{t('Quantity')}</span>
              <input data-typed data-testid="line-quantity" type="text" inputmode="none" autofocus autocomplete="off" value={typed} placeholder={String(line.quantity)} onInput={(event) => type(event.currentTarget.value)} />
            </label>
            <NumberPad last={null} label={t('Quantity')} onKey={(key) => type(typed + key)} onErase={() => type(typed.slice(0, -1))} />
          </>
        ) : (
          found && (
            <button type="button" class="button wide" onClick={() => setWeighing(true)}>
              {t('Weigh it again')}
            </button>
          )
        )}
        <label class="field">
          <span>{t('Note on the receipt')}</span>
          <input data-typed data-testid="line-note" value={note} maxLength={NOTE_LONGEST} autocomplete="off" aria-describedby="line-message" onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <p id="line-message" class="sign-in-message" role="alert">
          {wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="line-done">
          {t('Done')}
        </button>
      </form>
    </Dialog>
  );
}
