import { Check, Printer } from 'lucide';
import { type Closed, cashSalesOf, movedOf, nameOf, type Shift, type Sum } from '../../shift/shift';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t, tn } from '../../words/words';
import { useFocus } from './focus';

/** A Z report on paper: as this device counted it. The hub's is the same, with what others sold into it. */
export function Report({ till, shift, onDone }: { till: Till; shift: Shift; onDone: () => void }) {
  useFocus('report-done');
  const { closed } = shift;
  if (!closed) {
    return null;
  }
  return (
    <>
      <div class="shift-actions no-print">
        <button type="button" class="button" data-testid="print-report" onClick={() => print()}>
          <Icon of={Printer} /> {t('Print the report')}
        </button>
        <button type="button" class="button primary" id="report-done" data-testid="report-done" onClick={onDone}>
          <Icon of={Check} /> {t('Done')}
        </button>
      </div>
      <Sheet till={till} shift={shift} closed={closed} />
    </>
  );
}

function Sheet({ till, shift, closed }: { till: Till; shift: Shift; closed: Closed }) {
  const { merchant, location } = till.session;
  const off = closed.counted - closed.expected;
  const money = (minor: number) => till.money(minor);
  return (
    <article class="paper" data-testid="z-report" aria-label={t('Report {number}', { number: nameOf(closed.number) })}>
      <header>
        <h2>{merchant.name}</h2>
        <p>
          {location.name}, {shift.register}
        </p>
        <p class="paper-z" data-testid="z-number">
          {nameOf(closed.number)}
        </p>
      </header>
      <dl class="paper-facts">
        <Fact name={t('Opened')} value={`${till.localTime(shift.openedAt)}, ${shift.openedBy}`} />
        <Fact name={t('Closed')} value={`${till.localTime(closed.at)}, ${closed.by}`} />
      </dl>
      <dl class="paper-sums">
        <Fact name={t('Sales ({count})', { count: shift.sales.pieces })} value={money(shift.sales.amount)} />
        {shift.discounts.pieces > 0 && <Fact name={t('Discounts ({count})', { count: shift.discounts.pieces })} value={money(-shift.discounts.amount)} />}
        <Sums sums={shift.taxes} money={money} />
        <Sums sums={shift.tenders} money={money} names={tenderNames()} />
      </dl>
      <dl class="paper-sums">
        <Fact name={t('Float')} value={money(shift.float)} />
        <Fact name={t('Cash sales')} value={money(cashSalesOf(shift))} />
        <Fact name={t('Paid in')} value={money(movedOf(shift, 'PAY_IN'))} />
        <Fact name={t('Paid out')} value={money(-movedOf(shift, 'PAY_OUT'))} />
        <Fact name={t('Dropped')} value={money(-movedOf(shift, 'DROP'))} />
        <Fact name={t('Should be there')} value={money(closed.expected)} testId="z-expected" />
        <Fact name={t('Counted')} value={money(closed.counted)} testId="z-counted" />
        <div class="paper-total">
          <dt>{off === 0 ? t('Exact|count') : off < 0 ? t('Short') : t('Over')}</dt>
          <dd data-testid="z-difference">{money(Math.abs(off))}</dd>
        </div>
      </dl>
      {off !== 0 && <p>{Math.abs(off) <= closed.limit ? t('Within the limit of {amount}.', { amount: money(closed.limit) }) : t('More than the limit of {amount}.', { amount: money(closed.limit) })}</p>}
      {closed.reason !== null && <p>{closed.reason}</p>}
      <dl class="paper-sums">
        {closed.count.map(({ face, pieces }) => (
          <Fact key={face} name={`${pieces} × ${money(face)}`} value={money(face * pieces)} />
        ))}
      </dl>
      <footer>
        {closed.unsent > 0 && <p>{tn(closed.unsent, '{count} sale was not sent yet; this report counts it.', '{count} sales were not sent yet; this report counts them.')}</p>}
        <p class="paper-id">{shift.id}</p>
      </footer>
    </article>
  );
}

function tenderNames(): Readonly<Record<string, string>> {
  return { CASH: t('Cash'), PAYPAL: t('PayPal'), CARD: t('Card') };
}

function Sums({ sums, money, names }: { sums: Readonly<Record<string, Sum>>; money: (minor: number) => string; names?: Readonly<Record<string, string>> }) {
  return (
    <>
      {Object.entries(sums).map(([name, sum]) => (
        <Fact key={name} name={`${names?.[name] ?? name} (${sum.pieces})`} value={money(sum.amount)} />
      ))}
    </>
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
