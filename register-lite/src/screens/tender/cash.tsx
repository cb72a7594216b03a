import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { TENDERED_ID } from '../../input/counter-ears';
import { amountOf, decimalKey, parse } from '../../money';
import { likelyNotes } from '../../payment/cash';
import type { Till } from '../../till';
import { NumberPad } from '../../ui/number-pad';
import { locale, t } from '../../words/words';

/** Cash: one tap for what customers usually hand over, or any amount by pad or keyboard; less than the rest is a part. */
export function CashTender({ till }: { till: Till }) {
  const [busy, setBusy] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const { currency } = till.session;
  const { tenders } = till;
  const rest = tenders.rest.value;
  const owed = tenders.cashRest.value;
  const typed = till.tendered.value;
  const tendered = parse(typed, currency);
  const enough = tendered !== null && tendered >= owed;
  const part = tendered !== null && tendered > 0 && tendered < rest && tendered < owed;
  const notes = useMemo(() => likelyNotes(owed, currency), [owed, currency]);
  const sign = useMemo(() => decimalKey(currency, locale()), [currency, locale()]);

  useEffect(() => field.current?.focus(), [rest]);

  const pay = async (amount: number) => {
    if (!busy) {
      setBusy(true);
      await tenders.cash(amount);
      till.tendered.value = '';
      setBusy(false);
    }
  };
  const type = (text: string) => (till.tendered.value = text.slice(0, 12));

  return (
    <form
      class="cash"
      onSubmit={(event) => {
        event.preventDefault();
        if (enough || part) {
          void pay(tendered!);
        }
      }}
    >
      <section class="cash-quick" aria-label={t('Handed over')}>
        <button type="button" class="quick exact" data-testid="cash-exact" disabled={busy} onClick={() => void pay(owed)}>
          <span>{t('Exact')}</span>
          <strong>{till.money(owed)}</strong>
          <small>
            {owed === rest ? t('no change') : t('rounded by {amount}', { amount: till.money(owed - rest) })} <kbd>F8</kbd>
          </small>
        </button>
        {notes.map((note) => (
          <button key={note} type="button" class="quick" data-testid={`cash-note-${note}`} disabled={busy} onClick={() => void pay(note)}>
            <strong>{till.money(note)}</strong>
            <small>{t('change {amount}', { amount: till.money(note - owed) })}</small>
          </button>
        ))}
      </section>
      <section class="cash-typed">
        <label class="tendered">
          <span>{t('Handed over')}</span>
          <input
            ref={field}
            id={TENDERED_ID}
            data-testid="tendered"
            type="text"
            inputmode="none"
            autocomplete="off"
            placeholder="0"
            value={typed}
            onInput={(event) => type(amountOf(event.currentTarget.value))}
          />
        </label>
        <p class={`cash-change ${enough ? 'ready' : ''}`} role="status">
          <span>{tendered !== null && !enough ? t('Still to pay') : t('Change')}</span>
          <strong data-testid="change-preview">{till.money(tendered === null ? 0 : Math.abs(tendered - owed))}</strong>
        </p>
        <NumberPad last={sign} label={t('Amount handed over')} disabled={busy} onKey={(key) => type(typed + key)} onErase={() => type(typed.slice(0, -1))} />
        <button type="submit" class="button primary wide finish" data-testid="finish-cash" disabled={!(enough || part) || busy}>
          {busy ? t('Saving…') : part ? t('Take {amount} as a part', { amount: till.money(tendered!) }) : t('Finish sale')} <kbd>Enter</kbd>
        </button>
      </section>
    </form>
  );
}
