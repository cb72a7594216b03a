import { useState } from 'preact/hooks';
import { cleanNote, NOTE_LONGEST } from '../../asks/notes';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { t } from '../../words/words';

/** A note on the whole sale. */
export function NoteDialog({ till }: { till: Till }) {
  const [note, setNote] = useState(till.sale.cart.value.note ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const close = () => (till.dialog.value = null);
  const done = () => {
    const clean = cleanNote(note);
    if (clean === null) {
      setWrong(t('That looks like the number of a payment card. Such numbers are never kept: take it out of the note.'));
      return;
    }
    till.sale.change({ kind: 'about', is: { note: clean } });
    close();
  };
  return (
    <Dialog title={t('Note on the sale')} onClose={close}>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          done();
        }}
      >
        <label class="field">
          <span>{t('Note on the receipt')}</span>
          <input data-typed data-testid="sale-note" value={note} autofocus maxLength={NOTE_LONGEST} autocomplete="off" aria-describedby="note-message" onInput={(event) => setNote(event.currentTarget.value)} />
        </label>
        <p id="note-message" class="sign-in-message" role="alert">
          {wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="note-done">
          {t('Done')}
        </button>
      </form>
    </Dialog>
  );
}
