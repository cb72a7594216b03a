import { Fragment } from 'preact';
import { show } from '../../money';
import type { Receipt } from '../../outbox/record';
import { Qr } from '../../ui/qr';
import { LineParts } from '../sale/line-parts';
import { taxLabel } from '../sale/totals';

/** The receipt as it is printed: 80 mm wide, black on white in either theme. */
export function Paper({ receipt, copy }: { receipt: Receipt; copy: boolean }) {
  const { session, price } = receipt;
  const { merchant, location, register, user } = session;
  const money = (minor: number) => show(minor, session.currency);
  const included = session.taxMode === 'INCLUSIVE';
  return (
    <article class="paper" data-testid="receipt" data-sale-id={receipt.saleId} aria-label={`Receipt ${receipt.receiptNumber}`}>
      <header>
        <h2>{merchant.name}</h2>
        {merchant.address.map((line) => (
          <p key={line}>{line}</p>
        ))}
      </header>
      <dl class="paper-facts">
        <Fact name="Receipt" value={receipt.receiptNumber} testId="receipt-number" />
        <Fact name="Date" value={localTime(receipt.soldAt, location.timeZone)} />
        <Fact name="Location" value={`${location.name}, ${register.id}`} />
        <Fact name="Served by" value={user.name} />
      </dl>
      <ul class="paper-lines">
        {receipt.lines.map((line, i) => {
          const item = price.items?.[i];
          const unitPrice = item?.unitPrice ?? line.unitPrice;
          return (
          <li key={line.sku}>
            <span>
              {line.title}
              {line.variantTitle !== '' && `, ${line.variantTitle}`}
            </span>
            <span>{money(unitPrice * line.quantity)}</span>
            {line.quantity > 1 && (
              <small>
                {line.quantity} × {money(unitPrice)}
              </small>
            )}
            {line.discount !== null && line.discount > 0 && (
              <small>
                Discount −{money(line.discount)}, now {money(line.unitPrice * line.quantity - line.discount)}
              </small>
            )}
            {item && <LineParts parts={item.parts} money={money} titleOf={(id) => receipt.promotions?.[id ?? ''] ?? 'Promotion'} />}
          </li>
          );
        })}
      </ul>
      <dl class="paper-sums">
        {!included && <Fact name="Subtotal" value={money(price.subtotal)} />}
        {!included && price.taxes.map((tax) => <Fact key={tax.category} name={taxLabel(tax)} value={money(tax.amount)} />)}
        <div class="paper-total">
          <dt>Total</dt>
          <dd>{money(price.total)}</dd>
        </div>
        {(price.saved ?? 0) > 0 && <Fact name="You saved" value={money(price.saved ?? 0)} testId="you-saved" />}
        {included && price.taxes.map((tax) => <Fact key={tax.category} name={taxLabel(tax)} value={money(tax.amount)} />)}
      </dl>
      <dl class="paper-sums">
        {receipt.tenders.map((tender, i) =>
          tender.kind === 'CASH' ? (
            <Fragment key={i}>
              <Fact name="Cash" value={money(tender.tendered.minor)} />
              <Fact name="Change" value={money(tender.change.minor)} />
            </Fragment>
          ) : (
            <Fact key={i} name="PayPal" value={money(tender.amount.minor)} />
          ),
        )}
      </dl>
      <footer>
        <Qr text={receipt.saleId} label="Code of this sale" />
        {copy && <p class="paper-copy">Copy</p>}
        <p>Thank you for your visit.</p>
        <p class="paper-id">{receipt.saleId}</p>
      </footer>
    </article>
  );
}

function Fact({ name, value, testId }: { name: string; value: string; testId?: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd data-testid={testId}>{value}</dd>
    </div>
  );
}

/** The shop's time, wherever the device thinks it is. */
function localTime(instant: string, timeZone: string): string {
  return new Intl.DateTimeFormat(undefined, { dateStyle: 'medium', timeStyle: 'short', timeZone }).format(new Date(instant));
}
