import { ClipboardList } from 'lucide';
import { useState } from 'preact/hooks';
import type { SaleRecord } from '../../outbox/record';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { tell } from '../../ui/notices';
import { t } from '../../words/words';
import { sendToList } from './picks';

/** What was sold is got together elsewhere: in the kitchen, or at the shelf. */
export function SendToListButton({ till, sale }: { till: Till; sale: SaleRecord }) {
  const [sent, setSent] = useState(false);
  const send = async () => {
    const { receipt } = sale;
    setSent(true);
    await sendToList(till.app.memory.db, {
      id: sale.id,
      from: 'till',
      name: receipt.receiptNumber,
      at: receipt.soldAt,
      lines: receipt.lines.map(({ sku, title, variantTitle, quantity }) => ({ id: sku, title: variantTitle === '' ? title : `${title}, ${variantTitle}`, units: quantity })),
    });
    tell(t('{number} is on the pick list.', { number: receipt.receiptNumber }));
  };
  return (
    <button type="button" class="button" data-testid="send-to-list" disabled={sent} onClick={() => void send()}>
      <Icon of={ClipboardList} /> {t('To the pick list')}
    </button>
  );
}
