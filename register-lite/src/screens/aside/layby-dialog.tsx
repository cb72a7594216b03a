import { useMemo, useState } from 'preact/hooks';
import { decimalSign, parse } from '../../money';
import { called, paidAhead } from '../../parked/parked-sale';
import { laybySlip } from '../../parked/slips';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { NumberPad } from '../../ui/number-pad';
import { t } from '../../words/words';
import { Paper } from '../receipt/paper';

/** Begins to pay the open cart in parts. */
export function LaybyDialog({ till }: { till: Till }) {
  const [name, setName] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const total = till.sale.price.value.total;
  const close = () => (till.dialog.value = null);
  return (
    <Dialog title={t('Lay-by: pay in parts')} onClose={close}>
      <label class="field">
        <span>{t('Name of the customer')}</span>
        <input data-typed data-testid="layby-name" value={name} autofocus maxLength={60} autocomplete="off" onInput={(event) => setName(event.currentTarget.value)} />
      </label>
      <Amount
        till={till}
        most={total - 1}
        label={t('Paid today, of {total}', { total: till.money(total) })}
        wrong={wrong}
        onAmount={(amount) => {
          if (name.trim() === '') {
            setWrong(t('Type the name of the customer: the goods wait under it.'));
          } else {
            void till.layby.begin(name, amount);
          }
        }}
      />
    </Dialog>
  );
}

/** One that waits: what was paid, another payment, or the goods with the rest. */
export function OpenLayby({ till, id }: { till: Till; id: string }) {
  const [paying, setPaying] = useState(false);
  const parked = till.aside.list.value.find((each) => each.id === id);
  const close = () => (till.layby.open.value = null);
  if (!parked) {
    return null;
  }
  const left = till.layby.left(parked);
  return (
    <Dialog title={t('Lay-by {name}', { name: called(parked) })} onClose={close}>
      <p>
        {t('{paid} paid, {left} open', { paid: till.money(paidAhead(parked.waiting)), left: till.money(left) })}
      </p>
      {paying ? (
        <Amount till={till} most={left - 1} label={t('Paid today, of {total}', { total: till.money(left) })} wrong={null} onAmount={(amount) => till.layby.take(parked, amount, t('Lay-by {name}', { name: called(parked) }))} />
      ) : (
        <>
          <div class="slip">
            <Paper document={laybySlip(parked, till.session)} />
          </div>
          <div class="menu">
            {left > 1 && (
              <button type="button" class="button" data-testid="layby-pay" onClick={() => setPaying(true)}>
                {t('Take a payment')}
              </button>
            )}
            <button type="button" class="button" onClick={() => void till.app.printing.slip(laybySlip(parked, till.session))}>
              {t('Print the slip')}
            </button>
            <button type="button" class="button primary" data-testid="layby-hand-over" onClick={() => void till.layby.handOver(parked)}>
              {t('Hand over: {left} to pay', { left: till.money(left) })}
            </button>
          </div>
        </>
      )}
    </Dialog>
  );
}

function Amount({ till, most, label, wrong, onAmount }: { till: Till; most: number; label: string; wrong: string | null; onAmount: (amount: number) => void }) {
  const [typed, setTyped] = useState('');
  const [bad, setBad] = useState<string | null>(null);
  const { currency } = till.session;
  const sign = useMemo(() => decimalSign(currency), [currency]);
  const type = (text: string) => setTyped(text.replace(/[^\d.,]/g, '').slice(0, 12));
  return (
    <form
      class="override"
      onSubmit={(event) => {
        event.preventDefault();
        const amount = parse(typed, currency);
        if (amount === null || amount < 1 || amount > most) {
          setBad(t('Type an amount up to {most}.', { most: till.money(most) }));
        } else {
          setBad(null);
          onAmount(amount);
        }
      }}
    >
      <label class="field">
        <span>{label}</span>
        <input data-typed data-testid="layby-amount" type="text" inputmode="none" autocomplete="off" value={typed} aria-describedby="amount-message" onInput={(event) => type(event.currentTarget.value)} />
      </label>
      <p id="amount-message" class="sign-in-message" role="alert">
        {bad ?? wrong}
      </p>
      <NumberPad last={sign} label={label} onKey={(key) => type(typed + key)} onErase={() => type(typed.slice(0, -1))} />
      <button type="submit" class="button primary wide" data-testid="layby-take">
        {t('To the payment')}
      </button>
    </form>
  );
}
