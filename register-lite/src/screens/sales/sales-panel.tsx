import { CircleCheck, Clock, TriangleAlert } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { type SaleRecord, totalOf } from '../../outbox/record';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { tell } from '../../ui/notices';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

const SHOWN = 30;

/** The sales of this device: first what needs a person, then what is to be sent, then the rest. */
export function SalesPanel({ till, onClose }: { till: Till; onClose: () => void }) {
  const { attention, unsent, outbox, membership } = till.app;
  const [latest, setLatest] = useState<readonly SaleRecord[]>([]);
  useEffect(() => void membership.ask(), []);
  useEffect(() => {
    void outbox.latest(SHOWN).then(setLatest);
  }, [attention.value, unsent.value]);
  const waiting = new Set([...attention.value, ...unsent.value].map((sale) => sale.id));
  const sales = [...attention.value, ...unsent.value, ...latest.filter((sale) => !waiting.has(sale.id))];
  const retry = async (id: string) => {
    const why = await membership.retry(id);
    if (why !== null) {
      tell(t('The hub still does not take it: {why}', { why }), { tone: 'wrong' });
    }
  };
  const show = (sale: SaleRecord) => {
    till.show(sale);
    onClose();
  };
  return (
    <Dialog title={t('Sales on this till')} onClose={onClose}>
      {sales.length === 0 && <p class="quiet-text">{t('No sales yet. Each sale is kept here until the hub has it.')}</p>}
      <ul class="sales">
        {sales.map((sale) => (
          <li key={sale.id} class={`sale-row ${sale.state.toLowerCase()}`}>
            <StateIcon sale={sale} />
            <div class="sale-what">
              <strong>{sale.receipt.receiptNumber}</strong>
              <span>
                {stateOf(sale)}
                {sale.mayOversell && ` · ${t('May oversell')}`}
              </span>
            </div>
            <span class="sale-total">{till.money(totalOf(sale.receipt))}</span>
            {sale.state === 'ATTENTION' && (
              <button type="button" class="button" onClick={() => void retry(sale.id)}>
                {t('Send again')}
              </button>
            )}
            <button type="button" class="button quiet" disabled={till.sale.payment.value !== null} onClick={() => show(sale)}>
              {t('Receipt')}
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function stateOf({ state, why }: SaleRecord): string {
  switch (state) {
    case 'SENT':
      return t('At the hub');
    case 'UNSENT':
      return why ? t('To send: {why}', { why }) : t('To send');
    case 'ATTENTION':
      return t('Needs attention: {why}', { why: why ?? '' });
  }
}

function StateIcon({ sale }: { sale: SaleRecord }) {
  return <Icon of={{ SENT: CircleCheck, UNSENT: Clock, ATTENTION: TriangleAlert }[sale.state]} size={24} />;
}
