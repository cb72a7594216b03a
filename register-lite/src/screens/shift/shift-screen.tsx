import { ArrowLeft, TriangleAlert } from 'lucide';
import { useState } from 'preact/hooks';
import { nameOf, type Shift } from '../../shift/shift';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { tell } from '../../ui/notices';
import { t, tn } from '../../words/words';
import { CloseForm } from './close-form';
import { MoveForm } from './move-form';
import { OpenForm } from './open-form';
import { OpenShift } from './open-shift';
import { Report } from './report';

export type Step = 'PAY_IN' | 'PAY_OUT' | 'DROP' | 'NO_SALE' | 'CLOSE';

/** The drawer: opened with a float, changed with a reason, counted at the end. All of it without the hub. */
export function ShiftScreen({ till }: { till: Till }) {
  const { shift, closed } = till.app.drawer;
  const [step, setStep] = useState<Step | null>(null);
  const [shown, setShown] = useState<Shift | null>(null);
  const report = shown && (closed.value.find((one) => one.id === shown.id) ?? shown);
  const open = shift.value;
  return (
    <main class="shift">
      <header class="shift-head no-print">
        <button type="button" class="button quiet" onClick={() => (report ? setShown(null) : step ? setStep(null) : till.back())}>
          <Icon of={ArrowLeft} /> {t('Back')}
        </button>
        <h2>{report ? t('Z report') : open ? t('Shift') : t('Open a shift')}</h2>
      </header>
      <Waiting till={till} />
      {report ? (
        <Report till={till} shift={report} onDone={() => till.back()} />
      ) : !open ? (
        <>
          <OpenForm till={till} />
          <Earlier till={till} onShow={setShown} />
        </>
      ) : step === 'CLOSE' ? (
        <CloseForm till={till} shift={open} onClosed={(ended) => (setStep(null), setShown(ended))} />
      ) : step ? (
        <MoveForm key={step} till={till} kind={step} onDone={() => setStep(null)} />
      ) : (
        <>
          <OpenShift till={till} shift={open} onStep={setStep} />
          <Earlier till={till} onShow={setShown} />
        </>
      )}
    </main>
  );
}

/** What of the drawer the hub has not got, and what it said no to. */
function Waiting({ till }: { till: Till }) {
  const { unsent, attention } = till.app.drawer;
  const retry = async (id: string) => {
    const why = await till.app.membership.retry(id);
    if (why !== null) {
      tell(t('The hub still does not take it: {why}', { why }), { tone: 'wrong' });
    }
  };
  if (unsent.value.length + attention.value.length === 0) {
    return null;
  }
  return (
    <div class="shift-waiting no-print">
      {unsent.value.length > 0 && (
        <p class="quiet-text" role="status">
          {tn(
            unsent.value.length,
            '{count} entry of the drawer is kept on this device and sent when the hub answers.',
            '{count} entries of the drawer are kept on this device and sent when the hub answers.',
          )}
        </p>
      )}
      {attention.value.map((record) => (
        <p key={record.id} class="warning" role="alert">
          <Icon of={TriangleAlert} />
          <span>{t('The hub did not take an entry of the drawer: {why}. Ask a manager.', { why: record.why ?? '' })}</span>
          <button type="button" class="button" onClick={() => void retry(record.id)}>
            {t('Send again')}
          </button>
        </p>
      ))}
    </div>
  );
}

function Earlier({ till, onShow }: { till: Till; onShow: (shift: Shift) => void }) {
  const closed = till.app.drawer.closed.value;
  if (closed.length === 0) {
    return null;
  }
  return (
    <section class="shift-earlier no-print" aria-labelledby="earlier-title">
      <h3 id="earlier-title">{t('Earlier reports of this till')}</h3>
      <ul>
        {closed.slice(0, 5).map((shift) => (
          <li key={shift.id}>
            <button type="button" class="button" onClick={() => onShow(shift)}>
              {nameOf(shift.closed?.number ?? 0)}, {till.localTime(shift.closed?.at ?? shift.openedAt)}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
