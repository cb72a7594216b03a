import { useRef, useState } from 'preact/hooks';
import { keyOf } from '../../cart/cart';
import { amountOf, decimalKey, parse, percentText } from '../../money';
import type { Manual } from '../../pricing/engine';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { ManagerForm } from '../../ui/manager-form';
import { NumberPad } from '../../ui/number-pad';
import { locale, t, tx } from '../../words/words';

const PPM_OF_PERCENT = 10_000;
const QUICK = [5, 10, 20, 50];

/** Takes a percentage or an amount off a line or the cart; above the limit a manager is asked. */
export function DiscountDialog({ till, sku }: { till: Till; sku: string | null }) {
  const { discounting, sale, session } = till;
  const line = sale.cart.value.lines.find((each) => keyOf(each) === sku);
  const now = (sku === null ? sale.cart.value.given : line?.given) ?? null;
  const [kind, setKind] = useState<Manual['kind']>(now?.kind ?? 'PERCENT');
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState(now?.reason ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const wanted = discounting.asking.value;

  const give = (text: string) => {
    const value = kind === 'PERCENT' ? percent(text) : parse(text, session.currency);
    if (value === null || value === 0) {
      setWrong(kind === 'PERCENT' ? t('Type a percentage from {least} to {most}.', { least: 0.01, most: 100 }) : t('Type an amount.'));
      field.current?.focus();
      return;
    }
    discounting.give(sku, { kind, value }, reason);
  };
  const exempt = () => {
    if (sale.cart.value.exempt) {
      discounting.taxAgain();
    } else if (reason.trim() === '') {
      setWrong(t('Type the reason first, such as the number of the certificate.'));
    } else {
      discounting.exempt(reason.trim());
    }
  };
  const close = () => {
    discounting.asking.value = null;
    discounting.editing.value = null;
  };

  return (
    <Dialog title={line ? t('Discount on {title}', { title: line.title }) : t('Discount on the cart')} onClose={close}>
      {wanted ? (
        <>
          {wanted.kind === 'EXEMPT' ? (
            <p>
              {tx('A manager may allow that this customer pays no tax: {reason}. Both names are kept.', { reason: <strong>{wanted.reason}</strong> })}
            </p>
          ) : (
            <p>
              {tx('You may take off {limit} by yourself. A manager may allow {wanted}; both names are kept.', {
                limit: percentText(discounting.limit, locale()),
                wanted: <strong>{wanted.given.kind === 'PERCENT' ? percentText(wanted.given.value, locale()) : till.money(wanted.given.value)}</strong>,
              })}
            </p>
          )}
          <ManagerForm label={t('Allow it')} onAllow={(approver) => discounting.allow(approver)} />
        </>
      ) : (
        <form
          class="override discount"
          onSubmit={(event) => {
            event.preventDefault();
            give(typed);
          }}
        >
          <div class="choices" role="group" aria-label={t('Percent or amount')}>
            <button type="button" class="button" aria-pressed={kind === 'PERCENT'} data-testid="discount-percent" onClick={() => setKind('PERCENT')}>
              {t('Percent')}
            </button>
            <button type="button" class="button" aria-pressed={kind === 'AMOUNT'} data-testid="discount-amount" onClick={() => setKind('AMOUNT')}>
              {t('Amount')}
            </button>
          </div>
          {kind === 'PERCENT' && (
            <div class="choices" role="group" aria-label={t('Usual discounts')}>
              {QUICK.map((each) => (
                <button key={each} type="button" class="button" data-testid={`discount-${each}`} onClick={() => give(String(each))}>
                  {percentText(each * PPM_OF_PERCENT, locale())}
                </button>
              ))}
            </div>
          )}
          <label class="field">
            <span>{kind === 'PERCENT' ? t('Percent off') : t('Amount off')}</span>
            <input
              ref={field}
              data-testid="discount-value"
              type="text"
              inputmode="none"
              autocomplete="off"
              autofocus
              value={typed}
              aria-describedby="discount-message"
              onInput={(event) => setTyped(amountOf(event.currentTarget.value))}
            />
          </label>
          <label class="field">
            <span>{t('Reason')}</span>
            <input data-testid="discount-reason" value={reason} maxLength={200} autocomplete="off" onInput={(event) => setReason(event.currentTarget.value)} />
          </label>
          <p id="discount-message" class="sign-in-message" role="alert">
            {wrong}
          </p>
          <NumberPad last={kind === 'PERCENT' ? decimalKey('USD', locale()) : decimalKey(session.currency, locale())} label={t('Discount')} onKey={(key) => setTyped((typed + key).slice(0, 9))} onErase={() => setTyped(typed.slice(0, -1))} />
          <button type="submit" class="button primary wide" data-testid="discount-give">
            {t('Take it off')}
          </button>
          {sku === null && (
            <button type="button" class="button wide" data-testid="exempt" onClick={() => exempt()}>
              {sale.cart.value.exempt ? t('Charge tax again') : t('No tax for this customer')}
            </button>
          )}
          {now && (
            <button type="button" class="button wide" data-testid="discount-none" onClick={() => discounting.give(sku, null, '')}>
              {t('No discount')}
            </button>
          )}
        </form>
      )}
    </Dialog>
  );
}

/** Millionths of what was typed, such as 12.5; null if it is no percentage. */
function percent(typed: string): number | null {
  const match = /^(\d{1,3})(?:[.,](\d{0,4}))?$/.exec(typed.trim());
  const ppm = match ? Number(match[1]) * PPM_OF_PERCENT + Number((match[2] ?? '').padEnd(4, '0')) : null;
  return ppm !== null && ppm <= 100 * PPM_OF_PERCENT ? ppm : null;
}
