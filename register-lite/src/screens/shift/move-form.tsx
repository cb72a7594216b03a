import { useState } from 'preact/hooks';
import { parse } from '../../money';
import { expectedOf, type MoveKind } from '../../shift/shift';
import type { Till } from '../../till';
import { tell } from '../../ui/notices';
import { AmountField } from './amount-field';
import { useFocus } from './focus';

const WORDS: Readonly<Record<MoveKind, { title: string; about: string; done: string; reasons: readonly string[] }>> = {
  PAY_IN: { title: 'Pay in', about: 'Cash goes into the drawer that nobody bought anything for.', done: 'paid in', reasons: ['Change from the bank', 'Petty cash returned', 'Found'] },
  PAY_OUT: { title: 'Pay out', about: 'Something is paid for out of the drawer.', done: 'paid out', reasons: ['Cleaning', 'Postage', 'Supplies', 'Supplier'] },
  DROP: { title: 'Drop to the safe', about: 'Cash is taken out of the drawer and put into the safe.', done: 'dropped', reasons: ['Too much in the drawer', 'End of the day'] },
  NO_SALE: { title: 'Open the drawer', about: 'The drawer is opened and nothing moves.', done: 'noted', reasons: ['Change for a customer', 'Checking the float'] },
};

/** Cash in, cash out, or only a look: with a reason, so that the bookkeeper knows. */
export function MoveForm({ till, kind, onDone }: { till: Till; kind: MoveKind; onDone: () => void }) {
  const words = WORDS[kind];
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  const [wrong, setWrong] = useState<{ field: 'amount' | 'reason'; says: string } | null>(null);
  const [busy, setBusy] = useState(false);
  const { shift, policy, box } = till.app.drawer;
  useFocus(kind === 'NO_SALE' ? 'reason' : 'amount');
  const save = async () => {
    const amount = kind === 'NO_SALE' ? 0 : parse(typed, till.session.currency);
    if (amount === null || (amount === 0 && kind !== 'NO_SALE')) {
      setWrong({ field: 'amount', says: 'Type an amount above zero, for example 20.00.' });
      return;
    }
    if (reason.trim() === '' && kind !== 'DROP') {
      setWrong({ field: 'reason', says: 'Say why: the bookkeeper sees it.' });
      return;
    }
    setBusy(true);
    try {
      await box.move(till.session, kind, amount, reason.trim() === '' ? null : reason.trim().slice(0, 200), new Date());
      void till.app.send();
      tell(kind === 'NO_SALE' ? 'The opening of the drawer is noted.' : `${till.money(amount)} ${words.done}.`);
      onDone();
    } catch (failure) {
      tell(`This could not be saved on this device: ${String(failure)}`, { tone: 'wrong' });
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
          label="Amount"
          typed={typed}
          wrong={wrong?.field === 'amount' ? wrong.says : null}
          onTyped={(text) => (setTyped(text), setWrong(null))}
        />
      )}
      {tooMuch && <p class="warning">That is more than should be in the drawer.</p>}
      <div>
        <label class="field" for="reason">
          <span>{kind === 'DROP' ? 'Reason, if there is one' : 'Reason'}</span>
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
      <div class="shift-reasons" role="group" aria-label="Usual reasons">
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
