import { Minus, Plus } from 'lucide';
import { useState } from 'preact/hooks';
import { keyOf } from '../../cart/cart';
import { newId } from '../../ids';
import { equalParts } from '../../parked/layby';
import { splitBy } from '../../parked/split';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

const MOST = [2, 3, 4, 5, 6];

/** One bill, several payers: by what each had, or in equal amounts. */
export function SplitDialog({ till }: { till: Till }) {
  const [chosen, setChosen] = useState<ReadonlyMap<string, number>>(new Map());
  const { sale } = till;
  const cart = sale.cart.value;
  const total = sale.price.value.total;
  const close = () => (till.dialog.value = null);
  const split = splitBy(cart, chosen, () => 'part', till.session.user.name, (each) => sale.priced(each));
  const set = (key: string, count: number) => setChosen(new Map([...chosen, [key, count]]));
  const pay = () => {
    close();
    void till.splitOff(chosen, newId);
  };
  return (
    <Dialog title={t('Split the bill')} onClose={close}>
      {cart.ahead ? (
        <p>{t('Something was paid for it already. Finish this one first.')}</p>
      ) : (
        <>
          <h3>{t('In equal amounts')}</h3>
          <div class="choices" role="group" aria-label={t('In equal amounts')}>
            {MOST.map((parts) => (
              <button
                key={parts}
                type="button"
                class="button"
                data-testid={`split-${parts}`}
                disabled={total < parts}
                onClick={() => {
                  close();
                  void till.layby.split(parts);
                }}
              >
                {parts} × {till.money(equalParts(total, parts)[0]!)}
              </button>
            ))}
          </div>
          <h3>{t('By what each had')}</h3>
          <ul class="split-lines">
            {cart.lines.map((line) => {
              const key = keyOf(line);
              const count = chosen.get(key) ?? 0;
              return (
                <li key={key}>
                  <span>
                    {line.title} <small>{t('{count} of {quantity}', { count, quantity: line.quantity })}</small>
                  </span>
                  <div class="stepper" role="group" aria-label={t('Units of {title} to pay now', { title: line.title })}>
                    <button type="button" class="step" aria-label={t('One less')} disabled={count === 0} onClick={() => set(key, count - 1)}>
                      <Icon of={Minus} />
                    </button>
                    <button type="button" class="step" aria-label={t('One more')} data-testid={`split-more-${key}`} disabled={count === line.quantity} onClick={() => set(key, count + 1)}>
                      <Icon of={Plus} />
                    </button>
                  </div>
                </li>
              );
            })}
          </ul>
          <button type="button" class="button primary wide" data-testid="split-now" disabled={split === null} onClick={pay}>
            {split === null ? t('Choose what is paid now') : t('Pay {now} now, {rest} later', { now: till.money(sale.priced(split.now).total), rest: till.money(sale.priced(split.rest).total) })}
          </button>
        </>
      )}
    </Dialog>
  );
}
