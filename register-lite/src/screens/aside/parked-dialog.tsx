import { Trash2 } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import { countOf } from '../../cart/cart';
import { called, heldUntil, paidAhead, type ParkedSale } from '../../parked/parked-sale';
import { stands } from '../../parked/quote';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { t, tn } from '../../words/words';

const MINUTE_MS = 60_000;

/** The carts that wait on this device: one tap goes on with one. */
export function ParkedDialog({ till }: { till: Till }) {
  const [now, setNow] = useState(Date.now());
  const [dropping, setDropping] = useState<string | null>(null);
  const { list } = till.aside;
  useEffect(() => {
    const timer = setInterval(() => setNow(Date.now()), 5_000);
    return () => clearInterval(timer);
  }, []);
  const close = () => (till.dialog.value = null);
  const recall = async (parked: ParkedSale) => {
    close();
    till.newSale();
    till.lastSale.value = null;
    await till.aside.recall(parked.id);
  };
  return (
    <Dialog title={t('Parked sales')} onClose={close}>
      {list.value.length === 0 && <p class="quiet-text">{t('Nothing is parked here. Park a sale when its customer comes back in a moment.')}</p>}
      <ul class="parked">
        {list.value.map((parked) => {
          const ahead = paidAhead(parked.waiting);
          return (
            <li key={parked.id} class="parked-row" data-testid={`parked-${parked.name}`}>
              <div class="parked-what">
                <strong>{called(parked)}</strong>
                <span>
                  {tn(countOf(parked.cart), '{count} item', '{count} items')} · {till.money(parked.total)}
                  {ahead > 0 && ` · ${t('{amount} paid', { amount: till.money(ahead) })}`}
                </span>
                <small>
                  {till.localTime(new Date(parked.at).toISOString())} · {parked.by}
                </small>
                <small class="parked-state">{stateOf(parked, now, till)}</small>
              </div>
              {dropping === parked.id ? (
                <button type="button" class="button danger" data-testid="drop-yes" onClick={() => void till.aside.drop(parked.id)}>
                  {t('Really drop it')}
                </button>
              ) : (
                <>
                  {ahead === 0 && (
                    <button type="button" class="button quiet square" aria-label={t('Drop {name}', { name: called(parked) })} onClick={() => setDropping(parked.id)}>
                      <Icon of={Trash2} />
                    </button>
                  )}
                  {parked.waiting.kind === 'LAYBY' ? (
                    <button type="button" class="button primary" data-testid="layby-open" onClick={() => till.layby.open.value = parked.id}>
                      {t('Open')}
                    </button>
                  ) : (
                    <button type="button" class="button primary" data-testid="recall" onClick={() => void recall(parked)}>
                      {t('Go on')}
                    </button>
                  )}
                </>
              )}
            </li>
          );
        })}
      </ul>
      {list.value.length > 0 && till.sale.count.value > 0 && <p class="quiet-text">{t('The open sale is parked when you go on with another.')}</p>}
    </Dialog>
  );
}

function stateOf(parked: ParkedSale, now: number, till: Till): string {
  const { waiting } = parked;
  if (waiting.kind === 'QUOTE') {
    const good = stands(waiting, now, till.session.location.timeZone);
    return good ? t('Quote {number}, stands until {day}', { number: waiting.number, day: waiting.until }) : t('Quote {number} ended on {day}: goods cost what they cost now', { number: waiting.number, day: waiting.until });
  }
  const until = heldUntil(parked);
  if (until === null || until <= now) {
    return t('Goods are not held any more');
  }
  if (waiting.kind === 'LAYBY') {
    return t('Goods are held');
  }
  const minutes = Math.ceil((until - now) / MINUTE_MS);
  return tn(minutes, 'Goods are held for {count} minute', 'Goods are held for {count} minutes');
}
