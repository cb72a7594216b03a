import { useState } from 'preact/hooks';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { tell } from '../../ui/notices';
import { t } from '../../words/words';

/** Puts the cart aside; a name is not needed. */
export function ParkDialog({ till }: { till: Till }) {
  const [name, setName] = useState('');
  const close = () => (till.dialog.value = null);
  const park = async () => {
    close();
    const parked = await till.aside.put(name, { kind: 'PARKED' });
    if (parked) {
      tell(t('Parked. Its goods are held for 10 minutes.'));
    }
  };
  return (
    <Dialog title={t('Park this sale')} onClose={close}>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          void park();
        }}
      >
        <label class="field">
          <span>{t('Name or note, if you like')}</span>
          <input data-typed data-testid="park-name" value={name} autofocus maxLength={60} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <p class="quiet-text">{t('Any cashier can go on with it here. After 10 minutes its goods may be sold to others.')}</p>
        <button type="submit" class="button primary wide" data-testid="park-now">
          {t('Park it')}
        </button>
      </form>
    </Dialog>
  );
}
