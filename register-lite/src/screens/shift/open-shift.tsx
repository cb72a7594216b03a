import { ArrowDownToLine, ArrowUpFromLine, DoorOpen, Lock, Vault } from 'lucide';
import { cashSalesOf, expectedOf, movedOf, type Shift } from '../../shift/shift';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';
import { useFocus } from './focus';
import type { Step } from './shift-screen';

/** The X report: how the shift stands, and what can be done with the drawer. */
export function OpenShift({ till, shift, onStep }: { till: Till; shift: Shift; onStep: (step: Step) => void }) {
  const blind = till.app.drawer.policy.value?.blind ?? false;
  useFocus('close-shift');
  const selling = till.sale.count.value > 0;
  return (
    <>
      <section aria-labelledby="x-title" class="shift-card">
        <h3 id="x-title">{t('X report')}</h3>
        <p class="quiet-text">
          {t('Opened by {name}, {time}', { name: shift.openedBy, time: till.localTime(shift.openedAt) })}
        </p>
        <dl class="shift-sums" data-testid="x-report">
          <Line name={t('Float')} value={till.money(shift.float)} />
          {!blind && <Line name={t('Cash sales')} value={till.money(cashSalesOf(shift))} />}
          <Line name={t('Paid in')} value={till.money(movedOf(shift, 'PAY_IN'))} />
          <Line name={t('Paid out')} value={till.money(-movedOf(shift, 'PAY_OUT'))} />
          <Line name={t('Dropped')} value={till.money(-movedOf(shift, 'DROP'))} />
          {!blind && <Line name={t('Should be in the drawer')} value={till.money(expectedOf(shift))} strong testId="expected" />}
          {!blind && <Line name={t('All sales ({count})', { count: shift.sales.pieces })} value={till.money(shift.sales.amount)} />}
        </dl>
        {blind && <p class="quiet-text">{t('What should be there is not shown here: the drawer is counted blind.')}</p>}
      </section>
      <div class="shift-actions" role="group" aria-label={t('Drawer')}>
        <button type="button" class="button" data-testid="pay-in" onClick={() => onStep('PAY_IN')}>
          <Icon of={ArrowDownToLine} /> {t('Pay in')}
        </button>
        <button type="button" class="button" data-testid="pay-out" onClick={() => onStep('PAY_OUT')}>
          <Icon of={ArrowUpFromLine} /> {t('Pay out')}
        </button>
        <button type="button" class="button" data-testid="drop" onClick={() => onStep('DROP')}>
          <Icon of={Vault} /> {t('Drop to the safe')}
        </button>
        <button type="button" class="button" data-testid="no-sale" onClick={() => onStep('NO_SALE')}>
          <Icon of={DoorOpen} /> {t('Open the drawer')}
        </button>
      </div>
      {selling && <p class="warning">{t('A sale is open. Finish or clear it before you close the shift.')}</p>}
      <button type="button" class="button primary wide" id="close-shift" data-testid="close-shift" disabled={selling} onClick={() => onStep('CLOSE')}>
        <Icon of={Lock} /> {t('Count and close')}
      </button>
    </>
  );
}

export function Line({ name, value, strong, testId }: { name: string; value: string; strong?: boolean; testId?: string }) {
  return (
    <div class={strong ? 'strong' : undefined}>
      <dt>{name}</dt>
      <dd data-testid={testId}>{value}</dd>
    </div>
  );
}
