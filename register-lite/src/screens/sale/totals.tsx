import type { Priced } from '../../pricing/engine';
import type { TaxLine } from '../../pricing/tax';
import type { Till } from '../../till';

/** How the total comes about. */
export function Totals({ till, price }: { till: Till; price: Priced }) {
  const included = till.session.taxMode === 'INCLUSIVE';
  return (
    <dl class="totals">
      {price.saved > 0 && (
        <div class="saved">
          <dt>You save</dt>
          <dd data-testid="saved">{till.money(price.saved)}</dd>
        </div>
      )}
      {!included && (
        <div>
          <dt>Subtotal</dt>
          <dd>{till.money(price.subtotal)}</dd>
        </div>
      )}
      {price.taxes.map((tax) => (
        <div key={tax.category + tax.name}>
          <dt>{taxLabel(tax)}</dt>
          <dd>{till.money(tax.amount)}</dd>
        </div>
      ))}
      <div class="total">
        <dt>Total</dt>
        <dd data-testid="total">{till.money(till.sale.due.value)}</dd>
      </div>
    </dl>
  );
}

const percent = new Intl.NumberFormat(undefined, { style: 'percent', maximumFractionDigits: 4 });

/** Such as "Sales tax 8.25%" or "incl. VAT 19%". */
export function taxLabel(tax: TaxLine): string {
  return `${tax.included ? 'incl. ' : ''}${tax.name} ${percent.format(tax.ratePpm / 1_000_000)}`;
}
