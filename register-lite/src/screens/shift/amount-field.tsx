import { parse, sampleAmount } from '../../money';
import type { Till } from '../../till';
import { locale, t } from '../../words/words';

/** An amount as somebody types it, with what is wrong with it. */
export function AmountField({ till, id, label, typed, wrong, onTyped }: {
  till: Till;
  id: string;
  label: string;
  typed: string;
  wrong: string | null;
  onTyped: (typed: string) => void;
}) {
  const amount = parse(typed, till.session.currency);
  return (
    <div>
      <label class="field" for={id}>
        <span>{label}</span>
        <input
          id={id}
          data-testid={id}
          inputmode="decimal"
          autocomplete="off"
          value={typed}
          aria-invalid={wrong !== null}
          aria-describedby={`${id}-says`}
          onInput={(event) => onTyped(event.currentTarget.value)}
        />
      </label>
      <p id={`${id}-says`} class={`shift-says ${wrong ? 'shift-wrong' : 'quiet-text'}`} role={wrong ? 'alert' : undefined}>
        {wrong ?? (amount === null ? t('For example {amount}', { amount: sampleAmount(till.session.currency, 150, locale()) }) : till.money(amount))}
      </p>
    </div>
  );
}
