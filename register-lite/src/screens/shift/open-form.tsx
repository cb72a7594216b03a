import { useState } from 'preact/hooks';
import { parse } from '../../money';
import type { Till } from '../../till';
import { tell } from '../../ui/notices';
import { AmountField } from './amount-field';
import { useFocus } from './focus';

/** The float: what lies in the drawer before the first customer. */
export function OpenForm({ till }: { till: Till }) {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useFocus('float');
  const open = async () => {
    const float = parse(typed, till.session.currency);
    if (float === null) {
      setWrong('Type the amount in the drawer, for example 150.00.');
      return;
    }
    setBusy(true);
    try {
      await till.app.drawer.box.begin(till.session, float, new Date());
      void till.app.send();
      till.back();
    } catch (failure) {
      tell(`The shift could not be saved on this device: ${String(failure)}`, { tone: 'wrong' });
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      class="shift-form"
      onSubmit={(event) => {
        event.preventDefault();
        void open();
      }}
    >
      <AmountField till={till} id="float" label="Float in the drawer" typed={typed} wrong={wrong} onTyped={(text) => (setTyped(text), setWrong(null))} />
      <button type="submit" class="button primary wide" data-testid="open-shift" disabled={busy}>
        Open the shift
      </button>
    </form>
  );
}
