import { useEffect, useRef } from 'preact/hooks';
import { AMOUNT_ID } from '../../input/counter-ears';
import { decimalOf, decimalSign, parse } from '../../money';
import type { Till } from '../../till';
import { NumberPad } from '../../ui/number-pad';
import { locale, t } from '../../words/words';

/** How much of the rest is paid in this way: all of it unless somebody types less. */
export function PartAmount({ till, typed, onType }: { till: Till; typed: string | null; onType: (text: string) => void }) {
  const { currency } = till.session;
  const rest = till.tenders.rest.value;
  const field = useRef<HTMLInputElement>(null);
  const text = typed ?? decimalOf(rest, currency);
  const amount = parse(text, currency);
  const much = amount !== null && amount > rest;

  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, []);

  const type = (next: string) => onType(next.replace(/[^\d.,]/g, '').slice(0, 12));
  return (
    <>
      <label class="tendered">
        <span>{t('Amount')}</span>
        <input
          ref={field}
          id={AMOUNT_ID}
          data-testid="part-amount"
          type="text"
          inputmode="none"
          autocomplete="off"
          value={text}
          aria-describedby="part-amount-message"
          aria-invalid={much}
          onInput={(event) => type(event.currentTarget.value)}
        />
      </label>
      <p id="part-amount-message" class="sign-in-message" role="alert">
        {much ? t('Only {amount} are still to pay.', { amount: till.money(rest) }) : ''}
      </p>
      <NumberPad last={decimalSign(currency, locale())} label={t('Amount')} onKey={(key) => type((typed ?? '') + key)} onErase={() => type(text.slice(0, -1))} />
    </>
  );
}

/** What stands in the field as an amount that can be taken, or null. */
export function amountOf(till: Till, typed: string | null): number | null {
  const rest = till.tenders.rest.value;
  const amount = typed === null ? rest : parse(typed, till.session.currency);
  return amount !== null && amount > 0 && amount <= rest ? amount : null;
}
