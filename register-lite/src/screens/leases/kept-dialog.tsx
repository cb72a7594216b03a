import { useState } from 'preact/hooks';
import { isActive, remaining } from '../../leases/lease';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { t } from '../../words/words';

const MOST = 999;

/** What this till may sell without the hub, and how somebody keeps more of something for it, before a market day for example. */
export function KeptDialog({ till, onClose }: { till: Till; onClose: () => void }) {
  const { leases, connection } = till.app;
  const lease = leases.lease.value;
  const now = Date.now();
  const [sku, setSku] = useState('');
  const [units, setUnits] = useState('');
  const [said, setSaid] = useState<string | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const away = connection.reach.value !== 'online';
  const items = Object.entries(lease.items).filter(([, lent]) => lent.granted > 0 || (lent.wanted ?? 0) > 0);

  const keep = async () => {
    const { catalogue } = till.shelf;
    const found = catalogue.value.sku(sku.trim()) ?? catalogue.value.code(sku)[0];
    const wanted = Number(units);
    setSaid(null);
    setWrong(null);
    if (!found) {
      return setWrong(t('No product has this code. Type its SKU or scan its barcode.'));
    }
    if (!/^\d+$/.test(units) || wanted > MOST) {
      return setWrong(t('Type how many, from 0 to {most}.', { most: MOST }));
    }
    setBusy(true);
    await leases.want(found.variant.sku, wanted);
    setBusy(false);
    const kept = remaining(leases.lease.value, found.variant.sku, Date.now());
    setWrong(leases.lease.value.refused);
    setSaid(leases.lease.value.refused ? null : t('{kept} of {title} are kept for this till now.', { kept, title: found.product.title }));
    setSku('');
    setUnits('');
  };

  return (
    <Dialog title={t('Kept for this till')} onClose={onClose}>
      <p class="quiet-text">{t('So many this till may sell while the hub is away. Nobody else sells them meanwhile. They go back when the cashier signs out or the shift ends.')}</p>
      {items.length === 0 ? (
        <p class="empty">{lease.refused ?? t('Nothing is kept for this till now.')}</p>
      ) : (
        <ul class="kept-list">
          {items.map(([each]) => (
            <li key={each}>
              <span>{till.shelf.catalogue.value.sku(each)?.product.title ?? each}</span>
              <b data-testid={`kept-${each}`}>{remaining(lease, each, now)}</b>
            </li>
          ))}
        </ul>
      )}
      {isActive(lease, now) && <p class="quiet-text">{t('Until {time}, and longer each time the hub is heard.', { time: till.localTime(new Date(lease.until).toISOString()) })}</p>}
      <form
        class="keep-more"
        onSubmit={(event) => {
          event.preventDefault();
          void keep();
        }}
      >
        <label class="field">
          <span>{t('SKU or barcode')}</span>
          <input data-testid="keep-sku" value={sku} autocomplete="off" spellcheck={false} onInput={(event) => setSku(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>{t('How many')}</span>
          <input data-testid="keep-units" value={units} inputmode="numeric" autocomplete="off" onInput={(event) => setUnits(event.currentTarget.value)} />
        </label>
        <p class="keep-said" role="status">
          {said}
        </p>
        <p class="sign-in-message" role="alert">
          {away ? t('The hub is away. More can be kept when it is back.') : wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="keep" disabled={busy || away}>
          {t('Keep them for this till')}
        </button>
      </form>
    </Dialog>
  );
}
