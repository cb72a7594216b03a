import type { Priced } from '../../pricing/engine';
import type { TaxLine } from '../../pricing/tax';
import { percentText } from '../../money';
import type { Till } from '../../till';
import { locale, t } from '../../words/words';

/** How the total comes about. */
export function Totals({ till, price }: { till: Till; price: Priced }) {
  const included = till.session.taxMode === 'INCLUSIVE';
  return (
    <dl class="totals">
      {price.saved > 0 && (
        <div class="saved">
          <dt>{t('You save')}</dt>
          <dd data-testid="saved">{till.money(price.saved)}</dd>
        </div>
      )}
      {!included && (
        <div>
          <dt>{t('Subtotal')}</dt>
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
        <dt>{t('Total')}</dt>
        <dd data-testid="total">{till.money(till.sale.due.value)}</dd>
      </div>
    </dl>
  );
}

/** Such as "Sales tax 8.25%" or "incl. VAT 19%". */
export function taxLabel(tax: TaxLine): string {
  const named = `${tax.name} ${percentText(tax.ratePpm, locale())}`;
  return tax.included ? t('incl. {tax}', { tax: named }) : named;
}
