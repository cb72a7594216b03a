import { Gift } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { CARD_CODE_ID } from '../../input/counter-ears';
import { nameOf } from '../../tender/names';
import type { CardRefused } from '../../tender/tenders';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import type { CardView } from '../../wire';
import { t } from '../../words/words';
import { amountOf, PartAmount } from './part-amount';

/** A gift card or store credit: scanned or typed, with what is on it, and as much of it as fits. */
export function CardTender({ till }: { till: Till }) {
  const code = till.cardCode;
  const field = useRef<HTMLInputElement>(null);
  const [seen, setSeen] = useState<CardView | null>(null);
  const [typed, setTyped] = useState<string | null>(null);
  const [refused, setRefused] = useState<CardRefused | null>(null);
  const [busy, setBusy] = useState(false);
  const rest = till.tenders.rest.value;
  const away = till.app.connection.reach.value === 'away';

  const look = async (text: string) => {
    setSeen(null);
    setRefused(null);
    setTyped(null);
    if (text.trim() === '') {
      return;
    }
    setBusy(true);
    const answer = await till.tenders.balance(text);
    setBusy(false);
    if (answer.kind === 'ok') {
      setSeen(answer.body);
      setTyped(null);
    } else {
      setRefused({ why: answer.kind === 'lost' ? t('The hub does not answer. Try again.') : t('There is no card of this number. Check it, or take another way to pay.'), offer: null });
      field.current?.select();
    }
  };
  const take = async (amount: number | null) => {
    if (amount !== null && !busy) {
      setBusy(true);
      const no = await till.tenders.card(code.value, amount);
      setBusy(false);
      setRefused(no);
      if (no === null) {
        code.value = '';
        setSeen(null);
      }
    }
  };
  useEffect(() => field.current?.focus(), []);
  useEffect(() => {
    if (till.cardScanned.value !== null) {
      till.cardScanned.value = null;
      void look(code.value);
    }
  }, [till.cardScanned.value]);

  const most = seen ? Math.min(seen.available.minor, rest) : 0;
  const amount = typed === null ? most : Math.min(amountOf(till, typed) ?? 0, most);
  return (
    <form
      class="way"
      onSubmit={(event) => {
        event.preventDefault();
        void (seen ? take(amount > 0 ? amount : null) : look(code.value));
      }}
    >
      <section class="way-side">
        <label class="field">
          <span>{t('Number of the gift card or credit')}</span>
          <input
            ref={field}
            id={CARD_CODE_ID}
            data-testid="card-code"
            value={code.value}
            maxLength={50}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            disabled={away}
            aria-describedby="card-message"
            onInput={(event) => {
              code.value = event.currentTarget.value;
              setSeen(null);
            }}
          />
        </label>
        <p id="card-message" class="sign-in-message" role="alert" data-testid="card-message">
          {away ? t('Gift cards need the hub: without it nobody can know what is on them.') : refused?.why}
        </p>
        {refused?.offer != null && (
          <button type="button" class="button primary wide" data-testid="card-offer" disabled={busy} onClick={() => void take(refused.offer)}>
            {t('Take {amount}', { amount: till.money(refused.offer) })}
          </button>
        )}
        {seen && (
          <p class="balance" role="status" data-testid="card-balance">
            <Icon of={Gift} size={24} />
            <span>
              {nameOf(seen.kind === 'STORE_CREDIT' ? 'STORE_CREDIT' : 'GIFT_CARD')} …{seen.endsWith}
            </span>
            <strong>{till.money(seen.available.minor)}</strong>
          </p>
        )}
      </section>
      <section class="cash-typed">
        {seen ? (
          <>
            <PartAmount key={seen.id} till={till} typed={typed ?? (most < rest ? shown(till, most) : null)} onType={setTyped} />
            <button type="submit" class="button primary wide" data-testid="take-card" disabled={busy || amount <= 0}>
              {most <= 0 ? t('Nothing is left on it') : t('Take {amount}', { amount: till.money(amount) })} <kbd>Enter</kbd>
            </button>
          </>
        ) : (
          <button type="submit" class="button primary wide" data-testid="look-card" disabled={busy || away || code.value.trim() === ''}>
            {busy ? t('Asking…') : t('Show the balance')} <kbd>Enter</kbd>
          </button>
        )}
      </section>
    </form>
  );
}

function shown(till: Till, amount: number): string {
  return till.plain(amount);
}
