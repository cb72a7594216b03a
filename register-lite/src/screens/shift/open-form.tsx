import { useState } from 'preact/hooks';
import { parse, sampleAmount } from '../../money';
import type { Till } from '../../till';
import { tell } from '../../ui/notices';
import { locale, t } from '../../words/words';
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
      setWrong(t('Type the amount in the drawer, for example {amount}.', { amount: sampleAmount(till.session.currency, 150, locale()) }));
      return;
    }
    setBusy(true);
    try {
      await till.app.drawer.box.begin(till.session, float, new Date());
      void till.app.send();
      till.back();
    } catch (failure) {
      tell(t('The shift could not be saved on this device: {why}', { why: String(failure) }), { tone: 'wrong' });
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
      <AmountField till={till} id="float" label={t('Float in the drawer')} typed={typed} wrong={wrong} onTyped={(text) => (setTyped(text), setWrong(null))} />
      <button type="submit" class="button primary wide" data-testid="open-shift" disabled={busy}>
        {t('Open the shift')}
      </button>
    </form>
  );
}
