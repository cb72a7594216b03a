import { useEffect, useRef, useState } from 'preact/hooks';
import { digitsIn } from '../money';
import { useCountdown } from '../screens/sign-in/countdown';
import { t, tn } from '../words/words';
import { hueOf, initialsOf } from './brand';
import { managerNames } from './manager-names';

const PIN_LENGTH = 6;

export interface Approver {
  readonly name: string;
  readonly pin: string;
}

/** Why a manager's word did not count, and how long nobody may try again. */
export interface NotAllowed {
  readonly why: string;
  readonly waitMs: number | null;
}

/** A manager says yes with his name and PIN. `onAllow` answers null when it is done. */
export function ManagerForm({ label, focusLater, onAllow }: {
  label: string;
  /** Something before this form is to be filled in first. */
  focusLater?: boolean;
  onAllow: (approver: Approver) => Promise<NotAllowed | null>;
}) {
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [waitSeconds, wait] = useCountdown();
  const nameField = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);

  useEffect(() => (focusLater ? undefined : nameField.current?.focus()), []);

  const allow = async () => {
    if (busy || waitSeconds > 0) {
      return;
    }
    if (name.trim() === '' || pin.length < PIN_LENGTH) {
      setWrong(t('Type the manager\u2019s name and all {count} digits of the PIN.', { count: PIN_LENGTH }));
      return;
    }
    setBusy(true);
    setWrong(null);
    const refused = await onAllow({ name: name.trim(), pin });
    setBusy(false);
    setPin('');
    if (refused) {
      setWrong(refused.why);
      if (refused.waitMs !== null) {
        wait(refused.waitMs);
      }
      pinField.current?.focus();
    }
  };

  return (
    <form
      class="override"
      onSubmit={(event) => {
        event.preventDefault();
        void allow();
      }}
    >
      {managerNames.value.length > 0 && (
        <div class="people" role="group" aria-label={t('Who may approve it')}>
          {managerNames.value.map((known) => (
            <button
              key={known}
              type="button"
              class="person"
              aria-pressed={known === name}
              onClick={() => {
                setName(known);
                pinField.current?.focus();
              }}
            >
              <span class={`picture hue-${hueOf(known)}`}>{initialsOf(known)}</span>
              {known}
            </button>
          ))}
        </div>
      )}
      <label class="field">
        <span>{t('Manager')}</span>
        <input
          ref={nameField}
          autofocus={!focusLater}
          data-testid="manager"
          value={name}
          autocomplete="off"
          autocapitalize="words"
          spellcheck={false}
          onInput={(event) => setName(event.currentTarget.value)}
        />
      </label>
      <label class="field">
        <span>{t('PIN')}</span>
        <input
          ref={pinField}
          class="pin"
          data-testid="manager-pin"
          type="password"
          inputmode="numeric"
          autocomplete="off"
          maxLength={PIN_LENGTH}
          value={pin}
          aria-describedby="override-message"
          onInput={(event) => setPin(digitsIn(event.currentTarget.value).slice(0, PIN_LENGTH))}
        />
      </label>
      <p id="override-message" class="sign-in-message" role="alert">
        {waitSeconds > 0 ? tn(waitSeconds, 'Too many tries. You can try again in {count} second.', 'Too many tries. You can try again in {count} seconds.') : wrong}
      </p>
      <button type="submit" class="button primary wide" data-testid="allow" disabled={busy || waitSeconds > 0}>
        {busy ? t('Asking\u2026') : label}
      </button>
    </form>
  );
}
