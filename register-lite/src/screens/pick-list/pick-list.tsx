import { ArrowLeft, Check, CheckCheck, ClipboardList } from 'lucide';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { reasonOf } from '../../hub/client';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { NoticeList } from '../../ui/notice-list';
import { tell } from '../../ui/notices';
import { t, tn } from '../../words/words';
import { addressOf } from '../modes';
import { type Pick, Picks } from './picks';
import './pick-list.css';

const MINUTE_MS = 60_000;
/** From here on somebody has waited long. */
const LATE_MINUTES = 15;

/** What is to be got together: orders of the online shop for this place, and what the till sent. */
export function PickList({ till }: { till: Till }) {
  const picks = useMemo(() => new Picks(till.app.memory.db, till.app.hub, till.session.location.id), [till]);
  const [now, setNow] = useState(Date.now());
  useEffect(() => {
    void picks.open();
    const timer = setInterval(() => setNow(Date.now()), MINUTE_MS / 4);
    return () => {
      clearInterval(timer);
      picks.close();
    };
  }, [picks]);
  const all = picks.all.value;
  return (
    <main class="pick-list">
      <header class="side-head">
        <a class="button quiet" href={addressOf(null)}>
          <Icon of={ArrowLeft} /> {t('Back to the till')}
        </a>
        <h1>{t('Pick list')}</h1>
        <p class="quiet-text" role="status">
          {all.length === 0 ? '' : tn(all.length, '{count} order', '{count} orders')}
        </p>
      </header>
      {till.app.connection.reach.value === 'away' ? <p class="warning pick-away">{t('The hub does not answer. New orders of the shop come when it does.')}</p> : <span />}
      {all.length === 0 ? (
        <p class="price-hint">
          <Icon of={ClipboardList} size={64} />
          {t('Nothing to get together. New orders appear here by themselves.')}
        </p>
      ) : (
        <ul class="picks">
          {all.map((pick) => (
            <Card key={pick.id} picks={picks} pick={pick} minutes={Math.max(0, Math.floor((now - Date.parse(pick.at)) / MINUTE_MS))} />
          ))}
        </ul>
      )}
      <NoticeList />
    </main>
  );
}

function Card({ picks, pick, minutes }: { picks: Picks; pick: Pick; minutes: number }) {
  const [busy, setBusy] = useState(false);
  const done = pick.lines.filter((line) => picks.isTicked(pick, line)).length;
  const bump = async () => {
    setBusy(true);
    const wrong = await picks.bump(pick, (answer) => (answer.kind === 'refused' && 'problem' in answer ? reasonOf(answer.problem as never) : t('The hub does not answer. Try again.')));
    setBusy(false);
    if (wrong !== null) {
      tell(wrong, { tone: 'wrong' });
    }
  };
  return (
    <li class={`pick ${minutes >= LATE_MINUTES ? 'late' : ''}`} data-testid={`pick-${pick.name}`}>
      <header class="pick-head">
        <h2>{pick.name}</h2>
        <span class="pick-from">{pick.from === 'shop' ? t('Online shop') : t('Till|place')}</span>
        <span class="pick-age">{tn(minutes, '{count} minute', '{count} minutes')}</span>
      </header>
      <ul>
        {pick.lines.map((line) => {
          const ticked = picks.isTicked(pick, line);
          return (
            <li key={line.id}>
              <button type="button" class="pick-line" role="checkbox" aria-checked={ticked} onClick={() => void picks.tick(pick, line)}>
                <span class="pick-box">{ticked && <Icon of={Check} />}</span>
                <b>{line.units} ×</b>
                <span>{line.title}</span>
              </button>
            </li>
          );
        })}
      </ul>
      <button type="button" class="button primary wide" data-testid={`bump-${pick.name}`} disabled={busy || done < pick.lines.length} onClick={() => void bump()}>
        <Icon of={CheckCheck} /> {t('All is together')}
      </button>
    </li>
  );
}
