import { useRef, useState } from 'preact/hooks';
import { decimalSign, parse } from '../../money';
import { keyOf } from '../../cart/cart';
import type { Manual } from '../../pricing/engine';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { ManagerForm } from '../../ui/manager-form';
import { NumberPad } from '../../ui/number-pad';

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
      setWrong(kind === 'PERCENT' ? 'Type a percentage from 0.01 to 100.' : 'Type an amount.');
      field.current?.focus();
      return;
    }
    discounting.give(sku, { kind, value }, reason);
  };
  const exempt = () => {
    if (sale.cart.value.exempt) {
      discounting.taxAgain();
    } else if (reason.trim() === '') {
      setWrong('Type the reason first, such as the number of the certificate.');
    } else {
      discounting.exempt(reason.trim());
    }
  };
  const close = () => {
    discounting.asking.value = null;
    discounting.editing.value = null;
  };

  return (
    <Dialog title={line ? `Discount on ${line.title}` : 'Discount on the cart'} onClose={close}>
      {wanted ? (
        <>
          {wanted.kind === 'EXEMPT' ? (
            <p>
              A manager may allow that this customer pays no tax: <strong>{wanted.reason}</strong>. Both names are kept.
            </p>
          ) : (
            <p>
              You may take off {percentText(discounting.limit)} by yourself. A manager may allow{' '}
              <strong>{wanted.given.kind === 'PERCENT' ? percentText(wanted.given.value) : till.money(wanted.given.value)}</strong>; both names are kept.
            </p>
          )}
          <ManagerForm label="Allow it" onAllow={(approver) => discounting.allow(approver)} />
        </>
      ) : (
        <form
          class="override discount"
          onSubmit={(event) => {
            event.preventDefault();
            give(typed);
          }}
        >
          <div class="choices" role="group" aria-label="Percent or amount">
            <button type="button" class="button" aria-pressed={kind === 'PERCENT'} data-testid="discount-percent" onClick={() => setKind('PERCENT')}>
              Percent
            </button>
            <button type="button" class="button" aria-pressed={kind === 'AMOUNT'} data-testid="discount-amount" onClick={() => setKind('AMOUNT')}>
              Amount
            </button>
          </div>
          {kind === 'PERCENT' && (
            <div class="choices" role="group" aria-label="Usual discounts">
              {QUICK.map((each) => (
                <button key={each} type="button" class="button" data-testid={`discount-${each}`} onClick={() => give(String(each))}>
                  {each} %
                </button>
              ))}
            </div>
          )}
          <label class="field">
            <span>{kind === 'PERCENT' ? 'Percent off' : 'Amount off'}</span>
            <input
              ref={field}
              data-testid="discount-value"
              type="text"
              inputmode="none"
              autocomplete="off"
              autofocus
              value={typed}
              aria-describedby="discount-message"
              onInput={(event) => setTyped(event.currentTarget.value.replace(/[^\d.,]/g, ''))}
            />
          </label>
          <label class="field">
            <span>Reason</span>
            <input data-testid="discount-reason" value={reason} maxLength={200} autocomplete="off" onInput={(event) => setReason(event.currentTarget.value)} />
          </label>
          <p id="discount-message" class="sign-in-message" role="alert">
            {wrong}
          </p>
          <NumberPad last={decimalSign(session.currency)} label="Discount" onKey={(key) => setTyped((typed + key).slice(0, 9))} onErase={() => setTyped(typed.slice(0, -1))} />
          <button type="submit" class="button primary wide" data-testid="discount-give">
            Take it off
          </button>
          {sku === null && (
            <button type="button" class="button wide" data-testid="exempt" onClick={() => exempt()}>
              {sale.cart.value.exempt ? 'Charge tax again' : 'No tax for this customer'}
            </button>
          )}
          {now && (
            <button type="button" class="button wide" data-testid="discount-none" onClick={() => discounting.give(sku, null, '')}>
              No discount
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

export function percentText(ppm: number): string {
  return new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 4 }).format(ppm / 1_000_000);
}
