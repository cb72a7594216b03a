import type { ReceiptDocument, Row } from '../../receipt/receipt-document';
import { Qr } from '../../ui/qr';
import { onPaper, t } from '../../words/words';

/** The receipt as it is printed: 80 mm wide, black on white in either theme. */
export function Paper({ document }: { document: ReceiptDocument }) {
  const { merchant, number, mark, facts, lines, sums, total, included, tenders, notes, footer, link } = document;
  return (
    <article class="paper" data-testid="receipt" data-sale-id={document.saleId} data-link={link ?? undefined} aria-label={t('Receipt {number}', { number })}>
      <header>
        <h2>{merchant.name}</h2>
        {merchant.address.map((line) => (
          <p key={line}>{line}</p>
        ))}
        {mark !== null && (
          <p class="paper-copy" data-testid="receipt-mark">
            {mark}
          </p>
        )}
      </header>
      <Rows rows={facts} class="paper-facts" number={number} />
      <ul class="paper-lines">
        {lines.map(({ what, amount, details }, i) => (
          <li key={i}>
            <span>{what}</span>
            {amount !== null && <span>{amount}</span>}
            {details.map((detail) => (
              <small key={detail}>{detail}</small>
            ))}
          </li>
        ))}
      </ul>
      {total && (
        <dl class="paper-sums">
          <Each rows={sums} />
          <div class="paper-total">
            <dt>{total.name}</dt>
            <dd>{total.value}</dd>
          </div>
          <Each rows={included} />
        </dl>
      )}
      {tenders.length > 0 && <Rows rows={tenders} class="paper-sums" />}
      {notes.map((note) => (
        <p key={note} class="paper-note">
          {note}
        </p>
      ))}
      <footer>
        {link !== null && (
          <>
            <Qr text={link} label={onPaper().t('Address of this receipt')} testId="receipt-qr" />
            <p>{onPaper().t('Scan for this receipt on your phone.')}</p>
          </>
        )}
        {footer.map((line) => (
          <p key={line}>{line}</p>
        ))}
        <p class="paper-id">{document.saleId}</p>
      </footer>
    </article>
  );
}

function Rows({ rows, class: name, number }: { rows: readonly Row[]; class: string; number?: string }) {
  return (
    <dl class={name}>
      <Each rows={rows} number={number} />
    </dl>
  );
}

function Each({ rows, number }: { rows: readonly Row[]; number?: string | undefined }) {
  return (
    <>
      {rows.map(({ name, value }, i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd data-testid={value === number ? 'receipt-number' : undefined}>{value}</dd>
        </div>
      ))}
    </>
  );
}
