import { Minus, Percent, Plus, TriangleAlert, X } from 'lucide';
import { useComputed } from '@preact/signals';
import { useState } from 'preact/hooks';
import { type CartLine, keyOf, QUANTITY_MAX } from '../../cart/cart';
import { digitsIn } from '../../money';
import type { PricedItem } from '../../pricing/engine';
import type { Till } from '../../till';
import type { ReservedFor } from '../../wire';
import { weightText } from '../../scale/weight';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';
import { LineParts } from './line-parts';
import { memo } from './memo';
import { Sure } from './sure';

/** One line of the cart. */
export const CartLineView = memo(function CartLineView({ till, line, item, touched }: { till: Till; line: CartLine; item: PricedItem; touched: boolean }) {
  const short = useComputed(() => till.sale.shortages.value.find((shortage) => shortage.sku === line.sku)).value;
  const lower = useComputed(() => till.watch.lower.value.get(line.sku)).value;
  const key = keyOf(line);
  const set = (quantity: number) => {
    till.sale.change({ kind: 'set', sku: key, quantity });
  };
  return (
    <li class={`cart-line ${touched ? 'touched' : ''} ${short ? 'short' : ''}`} data-testid={`cart-line-${line.sku}`}>
      <div class="line-what">
        <button type="button" class="line-open" data-testid={`line-${key}`} aria-haspopup="dialog" onClick={() => (till.dialog.value = { kind: 'line', key })}>
          <strong>{line.title}</strong>
          {line.variantTitle !== '' && <span class="quiet-text"> {line.variantTitle}</span>}
        </button>
        {short && (
          <span class="line-short" role="status">
            <Icon of={TriangleAlert} size={16} /> {t('{available} of {wanted} available', { available: short.available, wanted: short.wanted })}
            {short.reservedFor && t(', reserved for {names}', { names: names(short.reservedFor) })}
          </span>
        )}
        <Sure till={till} line={line} />
        {line.serials?.map((serial) => (
          <small key={serial} class="line-part">
            {t('No. {serial}', { serial })}
          </small>
        ))}
        {line.lot !== undefined && <small class="line-part">{t('Lot {lot}', { lot: line.lot })}</small>}
        {line.note !== undefined && <small class="line-part line-note">{line.note}</small>}
        <LineParts parts={item.parts} money={(minor) => till.money(minor)} titleOf={(id) => till.discounting.titleOf(id)} />
      </div>
      <span class="line-total">{till.money(item.net)}</span>
      {line.weight !== undefined ? (
        <button type="button" class="button line-weight" data-testid={`weight-${key}`} aria-label={t('Weight of {title}', { title: line.title })} onClick={() => (till.dialog.value = { kind: 'line', key })}>
          {weightText(line.weight)} {line.unit}
        </button>
      ) : (
      <div class="stepper" role="group" aria-label={t('Quantity of {title}', { title: line.title })}>
        <button type="button" class="step" aria-label={t('One less')} onClick={() => (line.quantity === 1 ? till.sale.remove(key) : set(line.quantity - 1))}>
          <Icon of={Minus} />
        </button>
        <Quantity line={line} onSet={set} />
        <button type="button" class="step" aria-label={t('One more')} onClick={() => set(line.quantity + 1)}>
          <Icon of={Plus} />
        </button>
      </div>
      )}
      <span class="line-unit quiet-text">{line.weight !== undefined ? `${till.money(line.unitPrice)} / ${line.unit}` : `× ${till.money(item.unitPrice)}`}</span>
      <button
        type="button"
        class="button quiet square line-discount"
        data-testid={`discount-${line.sku}`}
        aria-label={t('Discount on {title}', { title: line.title })}
        onClick={() => (till.discounting.editing.value = key)}
      >
        <Icon of={Percent} />
      </button>
      <button type="button" class="button quiet square line-remove" aria-label={t('Remove {title}', { title: line.title })} onClick={() => till.sale.remove(key)}>
        <Icon of={X} />
      </button>
      {lower !== undefined && lower < line.unitPrice && (
        <button type="button" class="button line-lower" data-testid={`lower-${line.sku}`} onClick={() => till.sale.change({ kind: 'reprice', sku: line.sku, unitPrice: lower })}>
          {t('Now {amount}: take the lower price', { amount: till.money(lower) })}
        </button>
      )}
    </li>
  );
});

/** Whose they are, as customers know it. */
export function names(reserved: readonly ReservedFor[]): string {
  return reserved.map(({ reference }) => reference).join(', ');
}

/** Takes a number as it is typed; leaving it empty brings the old one back. */
function Quantity({ line, onSet }: { line: CartLine; onSet: (quantity: number) => void }) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <input
      class="quantity"
      data-testid={`qty-${line.sku}`}
      aria-label={t('Quantity of {title}', { title: line.title })}
      type="text"
      inputmode="numeric"
      autocomplete="off"
      value={typed ?? String(line.quantity)}
      onFocus={(event) => event.currentTarget.select()}
      onInput={(event) => {
        const text = digitsIn(event.currentTarget.value);
        const quantity = Number(text);
        // Nothing yet, or zero, is not a removal: somebody may be typing "10" over it.
        const valid = quantity > 0 && quantity <= QUANTITY_MAX;
        setTyped(valid ? null : text);
        if (valid) {
          onSet(quantity);
        }
      }}
      onBlur={() => setTyped(null)}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  );
}
