import { CirclePause, FileText, Hourglass, NotebookPen, SquareSplitHorizontal } from 'lucide';
import type { SaleDialog, Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

/** What is done now and then with a cart. */
export function MoreDialog({ till }: { till: Till }) {
  const open = (kind: Exclude<SaleDialog['kind'], 'line'>) => (till.dialog.value = { kind });
  return (
    <Dialog title={t('More for this sale')} onClose={() => (till.dialog.value = null)}>
      <div class="menu">
        <button type="button" class="button" data-testid="more-note" onClick={() => open('note')}>
          <Icon of={NotebookPen} /> {t('Note on the sale')}
        </button>
        <button type="button" class="button" data-testid="more-park" onClick={() => open('park')}>
          <Icon of={CirclePause} /> {t('Park this sale')}
        </button>
        <button type="button" class="button" data-testid="more-split" onClick={() => open('split')}>
          <Icon of={SquareSplitHorizontal} /> {t('Split the bill')}
        </button>
        <button type="button" class="button" data-testid="more-quote" onClick={() => open('quote')}>
          <Icon of={FileText} /> {t('Write a quote')}
        </button>
        <button type="button" class="button" data-testid="more-layby" onClick={() => open('layby')}>
          <Icon of={Hourglass} /> {t('Lay-by: pay in parts')}
        </button>
      </div>
    </Dialog>
  );
}
