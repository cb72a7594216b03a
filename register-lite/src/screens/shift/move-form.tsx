import { useState } from 'preact/hooks';
import { parse, sampleAmount } from '../../money';
import { expectedOf, type MoveKind } from '../../shift/shift';
import type { Till } from '../../till';
import { tell } from '../../ui/notices';
import { locale, t } from '../../words/words';
import { AmountField } from './amount-field';
import { useFocus } from './focus';

interface MoveWords {
  readonly title: string;
  readonly about: string;
  readonly done: (amount: string) => string;
  readonly reasons: readonly string[];
}

function wordsOf(kind: MoveKind): MoveWords {
  switch (kind) {
    case 'PAY_IN':
      return {
        title: t('Pay in'),
        about: t('Cash goes into the drawer that nobody bought anything for.'),
        done: (amount) => t('{amount} paid in.', { amount }),
        reasons: [t('Change from the bank'), t('Petty cash returned'), t('Found')],
      };
    case 'PAY_OUT':
      return {
        title: t('Pay out'),
        about: t('Something is paid for out of the drawer.'),
        done: (amount) => t('{amount} paid out.', { amount }),
        reasons: [t('Cleaning'), t('Postage'), t('Supplies'), t('Supplier')],
      };
    case 'DROP':
      return {
        title: t('Drop to the safe'),
        about: t('Cash is taken out of the drawer and put into the safe.'),
        done: (amount) => t('{amount} dropped.', { amount }),
        reasons: [t('Too much in the drawer'), t('End of the day')],
      };
    case 'NO_SALE':
      return {
        title: t('Open the drawer'),
        about: t('The drawer is opened and nothing moves.'),
        done: () => t('The opening of the drawer is noted.'),
        reasons: [t('Change for a customer'), t('Checking the float')],
      };
  }
}

/** Cash in, cash out, or only a look: with a reason, so that the bookkeeper knows. */
export function MoveForm({ till, kind, onDone }: { till: Till; kind: MoveKind; onDone: () => void }) {
  const words = wordsOf(kind);
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ field: 'amount' | 'reason'; says: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const { shift, policy, box } = till.app.drawer;
  useFocus(kind === 'NO_SALE' ? 'reason' : 'amount');
  const save = async () => {
    const amount = kind === 'NO_SALE' ? 0 : parse(typed, till.session.currency);
    if (amount === null || (amount === 0 && kind !== 'NO_SALE')) {
      setWrong({ field: 'amount', says: t('Type an amount above zero, for example {amount}.', { amount: sampleAmount(till.session.currency, 20, locale()) }) });
      return;
    }
    if (reason.trim() === '' && kind !== 'DROP') {
      setWrong({ field: 'reason', says: t('Say why: the bookkeeper sees it.') });
      return;
    }
    setBusy(true);
    try {
      await box.move(till.session, kind, amount, reason.trim() === '' ? null : reason.trim().slice(0, 200), new Date());
      void till.app.send();
      tell(words.done(till.money(amount)));
      onDone();
    } catch (failure) {
      tell(t('This could not be saved on this device: {why}', { why: String(failure) }), { tone: 'wrong' });
    } finally {
      setBusy(false);
    }
  };
  const takes = kind === 'PAY_OUT' || kind === 'DROP';
  const amount = parse(typed, till.session.currency);
  const tooMuch = takes && !policy.value?.blind && shift.value !== null && amount !== null && amount > expectedOf(shift.value);
  return (
    <form
      class="shift-form"
      aria-labelledby="move-title"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <h3 id="move-title">{words.title}</h3>
      <p class="quiet-text">{words.about}</p>
      {kind !== 'NO_SALE' && (
        <AmountField
          till={till}
          id="amount"
          label={t('Amount')}
          typed={typed}
          wrong={wrong?.field === 'amount' ? wrong.says : null}
          onTyped={(text) => (setTyped(text), setWrong(null))}
        />
      )}
      {tooMuch && <p class="warning">{t('That is more than should be in the drawer.')}</p>}
      <div>
        <label class="field" for="reason">
          <span>{kind === 'DROP' ? t('Reason, if there is one') : t('Reason')}</span>
          <input
            id="reason"
            data-testid="reason"
            list="reasons"
            maxLength={200}
            autocomplete="off"
            value={reason}
            aria-invalid={wrong?.field === 'reason'}
            aria-describedby="reason-says"
            onInput={(event) => (setReason(event.currentTarget.value), setWrong(null))}
          />
        </label>
        <datalist id="reasons">
          {words.reasons.map((one) => (
            <option key={one} value={one} />
          ))}
        </datalist>
        <p id="reason-says" class="shift-wrong" role="alert">
          {wrong?.field === 'reason' ? wrong.says : ''}
        </p>
      </div>
      <div class="shift-reasons" role="group" aria-label={t('Usual reasons')}>
        {words.reasons.map((one) => (
          <button key={one} type="button" class="button" aria-pressed={reason === one} onClick={() => (setReason(one), setWrong(null))}>
            {one}
          </button>
        ))}
      </div>
      <button type="submit" class="button primary wide" data-testid="move" disabled={busy}>
        {words.title}
      </button>
    </form>
  );
}
