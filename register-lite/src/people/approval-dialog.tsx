import { useState } from 'preact/hooks';
import type { Till } from '../till';
import { Dialog } from '../ui/dialog';
import { ManagerForm } from '../ui/manager-form';
import { t } from '../words/words';
import { mayApprove } from './approval';
import { type Asking, isApproval } from './approvals';

/** A second person says yes with name and PIN, and why. */
export function ApprovalDialog({ till, asking }: { till: Till; asking: Asking }) {
  const { ask, done } = asking;
  const { approvals } = till.app;
  const [reason, setReason] = useState(ask.reason ?? '');
  const [wrong, setWrong] = useState<string | null>(null);
  const alone = mayApprove(till.session.user.role);
  const why = reason.trim();

  return (
    <Dialog title={ask.title} onClose={() => done(null)}>
      {ask.text !== undefined && <p>{ask.text}</p>}
      {!alone && <p class="quiet-text">{t('Somebody who may approve this types the PIN. Both names and the reason are kept.')}</p>}
      {ask.reason === undefined && (
        <label class="field">
          <span>{t('Reason')}</span>
          <input data-testid="approval-reason" value={reason} maxLength={200} autocomplete="off" autofocus onInput={(event) => setReason(event.currentTarget.value)} />
        </label>
      )}
      {wrong !== null && (
        <p class="sign-in-message" role="alert">
          {wrong}
        </p>
      )}
      {alone ? (
        <button
          type="button"
          class="button primary wide"
          data-testid="allow"
          onClick={async () => (why === '' ? setWrong(t('Type the reason first.')) : done(await approvals.alone(till.session, ask, why)))}
        >
          {t('Allow it')}
        </button>
      ) : (
        <ManagerForm
          label={t('Allow it')}
          focusLater={ask.reason === undefined}
          onAllow={async (approver) => {
            if (why === '') {
              return { why: t('Type the reason first.'), waitMs: null };
            }
            const answer = await approvals.allow(till.session, ask, why, approver);
            if (!isApproval(answer)) {
              return answer;
            }
            done(answer);
            return null;
          }}
        />
      )}
    </Dialog>
  );
}
