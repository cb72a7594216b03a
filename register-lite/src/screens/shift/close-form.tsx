import { useState } from 'preact/hooks';
import { denominationsOf } from '../../shift/denominations';
import { countedOf, expectedOf, needsReason, type Pieces, piecesOf, type Shift } from '../../shift/shift';
import type { Till } from '../../till';
import { tell } from '../../ui/notices';
import { t, tn } from '../../words/words';
import { useFocus } from './focus';
import { Line } from './open-shift';

/** The count, coin by coin. What should be there is shown beside it, unless the count is blind. */
export function CloseForm({ till, shift, onClosed }: { till: Till; shift: Shift; onClosed: (ended: Shift) => void }) {
  const { drawer } = till.app;
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const faces = denominationsOf(shift.currency);
  const typed = drawer.counting.value;
  const count: readonly Pieces[] = faces.map((face) => ({ face, pieces: piecesOf(typed[face] ?? '') ?? 0 }));
  const unreadable = faces.filter((face) => piecesOf(typed[face] ?? '') === null);
  const counted = countedOf(count);
  const expected = expectedOf(shift);
  const { limit, blind } = drawer.policy.value ?? { limit: 0, blind: false };
  const off = needsReason(counted, expected, limit);
  const unsent = till.app.notAtHub.value;

  useFocus(`face-${faces[0]}`);
  const close = async () => {
    if (busy) {
      return;
    }
    if (unreadable.length > 0) {
      setWrong(t('Type how many there are of each as a whole number.'));
      return;
    }
    if (off && reason.trim() === '') {
      setWrong(
        blind
          ? t('The count is not what it should be. Count again; if it is right, say what you know about it.')
          : t('The drawer is off by more than {amount}. Count again; if it is right, say why.', { amount: till.money(limit) }),
      );
      document.getElementById('off-reason')?.focus();
      return;
    }
    setBusy(true);
    try {
      const ended = await drawer.box.end(till.session, count, limit, off ? reason.trim().slice(0, 200) : null, unsent, new Date());
      if (ended) {
        drawer.counting.value = {};
        void till.app.send();
        onClosed(ended);
      }
    } catch (failure) {
      tell(t('The shift could not be closed on this device, so it goes on: {why}', { why: String(failure) }), { tone: 'wrong' });
    } finally {
      setBusy(false);
    }
  };

  return (
    <form
      class="shift-form wide"
      aria-labelledby="count-title"
      onSubmit={(event) => {
        event.preventDefault();
        void close();
      }}
    >
      <h3 id="count-title">{t('Count the drawer')}</h3>
      {unsent > 0 && (
        <p class="warning" role="status" data-testid="closing-unsent">
          {tn(
            unsent,
            '{count} sale is not at the hub yet. The report counts it, and it is sent later. You can close.',
            '{count} sales are not at the hub yet. The report counts them, and they are sent later. You can close.',
          )}
        </p>
      )}
      <div class="shift-count" role="group" aria-label={t('How many of each')}>
        {faces.map((face) => (
          <label key={face} class="field shift-face">
            <span>{till.money(face)}</span>
            <input
              id={`face-${face}`}
              inputmode="numeric"
              autocomplete="off"
              data-testid={`face-${face}`}
              aria-label={t('How many of {amount}', { amount: till.money(face) })}
              aria-invalid={unreadable.includes(face)}
              value={typed[face] ?? ''}
              onInput={(event) => {
                drawer.counting.value = { ...typed, [face]: event.currentTarget.value };
                setWrong(null);
              }}
            />
          </label>
        ))}
      </div>
      <dl class="shift-sums" aria-live="polite">
        <Line name={t('Counted')} value={till.money(counted)} strong testId="counted" />
        {!blind && <Line name={t('Should be there')} value={till.money(expected)} />}
        {!blind && <Line name={counted < expected ? t('Short') : t('Over')} value={till.money(Math.abs(counted - expected))} strong testId="difference" />}
      </dl>
      {off && (!blind || wrong !== null || reason !== '') && (
        <label class="field" for="off-reason">
          <span>{t('Why is it off?')}</span>
          <input
            id="off-reason"
            data-testid="off-reason"
            maxLength={200}
            autocomplete="off"
            value={reason}
            aria-describedby="close-says"
            onInput={(event) => (setReason(event.currentTarget.value), setWrong(null))}
          />
        </label>
      )}
      <p id="close-says" class="shift-wrong" role="alert">
        {wrong ?? ''}
      </p>
      <button type="submit" class="button primary wide" data-testid="close" disabled={busy}>
        {t('Close the shift')}
      </button>
    </form>
  );
}
