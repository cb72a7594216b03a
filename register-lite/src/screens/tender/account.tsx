import { useEffect, useRef, useState } from 'preact/hooks';
import type { Till } from '../../till';
import { t } from '../../words/words';
import { amountOf, PartAmount } from './part-amount';

/** On account: whose, and where the invoice goes. */
export function AccountTender({ till }: { till: Till }) {
  const field = useRef<HTMLInputElement>(null);
  const [whose, setWhose] = useState('');
  const [mail, setMail] = useState('');
  const [typed, setTyped] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const amount = amountOf(till, typed);

  useEffect(() => field.current?.focus(), []);

  const take = async () => {
    if (whose.trim() === '') {
      setWrong(t('Say whose account it is.'));
      field.current?.focus();
    } else if (mail.trim() !== '' && !/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(mail.trim())) {
      setWrong(t('That is no mail address.'));
    } else if (amount !== null) {
      setWrong(null);
      await till.tenders.account(whose.trim(), amount, mail.trim() === '' ? null : mail.trim());
    }
  };
  return (
    <form
      class="way"
      onSubmit={(event) => {
        event.preventDefault();
        void take();
      }}
    >
      <section class="way-side">
        <label class="field">
          <span>{t('Customer')}</span>
          <input ref={field} data-testid="account-name" value={whose} maxLength={100} autocomplete="off" aria-describedby="account-message" onInput={(event) => setWhose(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>{t('Mail address for the invoice, if wanted')}</span>
          <input data-testid="account-mail" type="email" value={mail} maxLength={100} autocomplete="off" aria-describedby="account-message" onInput={(event) => setMail(event.currentTarget.value)} />
        </label>
        <p id="account-message" class="sign-in-message" role="alert">
          {wrong}
        </p>
      </section>
      <section class="cash-typed">
        <PartAmount till={till} typed={typed} onType={setTyped} />
        <button type="submit" class="button primary wide" data-testid="take-account" disabled={amount === null}>
          {amount === null ? t('Take on account') : t('{amount} on account', { amount: till.money(amount) })} <kbd>Enter</kbd>
        </button>
      </section>
    </form>
  );
}
