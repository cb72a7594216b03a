import { Download, RefreshCw, RotateCcw, Trash2 } from 'lucide';
import { useEffect, useState } from 'preact/hooks';
import type { App } from '../../app-state';
import { Dialog } from '../../ui/dialog';
import { Icon } from '../../ui/icon';
import { language, t, tn } from '../../words/words';

const MEBI = 1024 * 1024;

/** Which till this is, what of it is not at the hub, and whether the browser keeps it. */
export function ThisTill({ app, onClose }: { app: App; onClose: () => void }) {
  const { membership, keeping } = app;
  const identity = membership.identity.value;
  const [head, setHead] = useState(0);
  const [forgetting, setForgetting] = useState(false);
  useEffect(() => {
    void keeping.look();
    void membership.ask();
  }, []);
  useEffect(() => void app.journal.head().then(({ sequence }) => setHead(sequence)), [membership.unsent.value]);
  const unsent = membership.unsent.value;
  const attention = membership.attention.value.length;
  const kept = unsent + attention;
  return (
    <Dialog title={t('This till')} onClose={onClose}>
      <div class="till-about">
        <dl class="till-facts">
          <Fact name={t('Name')} value={identity?.name ?? '–'} />
          <Fact name={t('Register')} value={identity ? `${identity.register}, ${identity.location.name}` : '–'} />
          <Fact name={t('Device')} value={identity?.id.slice(-12) ?? '–'} />
          <Fact name={t('Set up on')} value={identity ? new Date(identity.enrolledAt).toLocaleDateString(language.value.code) : '–'} />
          <Fact name={t('Journal')} value={tn(head, '{count} entry', '{count} entries')} testId="till-journal" />
          <Fact name={t('Not at the hub')} value={unsent === 0 ? t('Nothing') : tn(unsent, '{count} entry', '{count} entries')} testId="till-unsent" />
          <Fact name={t('Needs attention')} value={attention === 0 ? t('Nothing') : tn(attention, '{count} entry', '{count} entries')} />
          <Space app={app} />
        </dl>
        <Promised app={app} />
      </div>
      <div class="menu">
        {keeping.installable.value && (
          <button type="button" class="button" onClick={() => void keeping.install()}>
            <Icon of={Download} /> {t('Install the till')}
          </button>
        )}
        <button type="button" class="button" onClick={() => void app.flusher.check()}>
          <Icon of={RefreshCw} /> {t('Send now')}
        </button>
        <button
          type="button"
          class="button"
          data-testid="set-up-anew"
          onClick={() => {
            membership.anew.value = true;
            onClose();
          }}
        >
          <Icon of={RotateCcw} /> {t('Set up anew with a code')}
        </button>
        {kept > 0 ? (
          <p class="warning" role="status" data-testid="reset-refused">
            {tn(kept, 'This till’s data cannot be deleted: {count} entry is not at the hub.', 'This till’s data cannot be deleted: {count} entries are not at the hub.')}
          </p>
        ) : forgetting ? (
          <button type="button" class="button danger" data-testid="reset-really" onClick={() => void forget(app)}>
            <Icon of={Trash2} /> {t('Delete it all, and set the till up anew')}
          </button>
        ) : (
          <button type="button" class="button" data-testid="reset" onClick={() => setForgetting(true)}>
            <Icon of={Trash2} /> {t('Delete this till’s data')}
          </button>
        )}
      </div>
    </Dialog>
  );
}

function Fact({ name, value, testId }: { name: string; value: string; testId?: string }) {
  return (
    <>
      <dt>{name}</dt>
      <dd data-testid={testId}>{value}</dd>
    </>
  );
}

function Space({ app }: { app: App }) {
  const { used, quota } = app.keeping.storage.value;
  if (used === null || quota === null) {
    return null;
  }
  const mebi = (bytes: number) => Math.round(bytes / MEBI).toLocaleString(language.value.code);
  return <Fact name={t('Space')} value={t('{used} of {quota} MB used', { used: mebi(used), quota: mebi(quota) })} testId="till-space" />;
}

/** Whether the browser has promised to keep what is here. */
function Promised({ app }: { app: App }) {
  const { kept } = app.keeping.storage.value;
  if (kept === null) {
    return <p class="warning">{t('This browser does not say whether it keeps what is stored. Install the till, and do not clear its data.')}</p>;
  }
  return kept ? (
    <p data-testid="till-kept">{t('The browser has promised not to delete what is stored here.')}</p>
  ) : (
    <p class="warning" data-testid="till-kept">
      {t('The browser may delete what is stored here when space gets short. Install the till, or add it to the favourites: then it promises to keep it.')}
    </p>
  );
}

/** Deletes everything, unless something was written meanwhile. */
async function forget(app: App): Promise<void> {
  if ((await app.journal.unsent()) > 0 || app.notAtHub.value > 0) {
    return;
  }
  const { db } = app.memory;
  db.close();
  indexedDB.deleteDatabase(db.name).onsuccess = () => location.reload();
}
