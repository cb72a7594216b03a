import { LOCK_CHOICES, type Lock } from '../people/lock';
import { t, tn } from '../words/words';

/** After how long without a touch this till locks itself. */
export function LockAfter({ lock }: { lock: Lock }) {
  return (
    <label class="field lock-after">
      <span>{t('Lock by itself after')}</span>
      <select data-testid="lock-after" value={lock.after.value} onChange={(event) => void lock.setAfter(Number(event.currentTarget.value))}>
        {LOCK_CHOICES.map((minutes) => (
          <option key={minutes} value={minutes}>
            {tn(minutes, '{count} minute', '{count} minutes')}
          </option>
        ))}
      </select>
    </label>
  );
}
