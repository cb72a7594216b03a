import { CloudOff } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../../app-state';
import { digitsIn } from '../../money';
import { BrandMark, hueOf, initialsOf } from '../../ui/brand';
import { Icon } from '../../ui/icon';
import { LanguageChoice } from '../../ui/language-choice';
import { NumberPad } from '../../ui/number-pad';
import { applyUpdate, updateReady } from '../../update';
import { t, tn } from '../../words/words';
import { useCountdown } from './countdown';

const PIN_LENGTH = 6;

/** Who is at the till: a name and a PIN, by touch or by keyboard. */
export function SignIn({ app }: { app: App }) {
  const names = app.names.value;
  const [name, setName] = useState(names[0] ?? '');
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [waitSeconds, wait] = useCountdown();
  const nameField = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);

  useEffect(() => (names.length > 0 ? pinField : nameField).current?.focus(), []);
  useEffect(() => updateReady.subscribe((ready) => ready && applyUpdate()), []);

  const signIn = async (who: string, secret: string) => {
    if (busy || waitSeconds > 0) {
      return;
    }
    if (who.trim() === '') {
      setWrong(t('Type your name first.'));
      return nameField.current?.focus();
    }
    if (secret.length < PIN_LENGTH) {
      setWrong(t('Type all {count} digits of your PIN.', { count: PIN_LENGTH }));
      return pinField.current?.focus();
    }
    setBusy(true);
    setWrong(null);
    const result = await app.signIn(who.trim(), secret);
    setBusy(false);
    if (result.kind !== 'in') {
      setPin('');
      setWrong(result.kind === 'wrong' ? result.why : null);
      if (result.kind === 'wait') {
        wait(result.ms);
      }
      pinField.current?.focus();
    }
  };

  const tapped = (digit: string) => {
    const next = (pin + digit).slice(0, PIN_LENGTH);
    setPin(next);
    // By finger the last digit is enough; at the keyboard Enter is as quick, and forgives a slip.
    if (next.length === PIN_LENGTH && name.trim() !== '') {
      void signIn(name, next);
    }
  };

  const message = waitSeconds > 0 ? t('Too many tries. You can try again in {time}.', { time: clock(waitSeconds) }) : wrong;
  return (
    <main class="sign-in">
      <form
        class="sign-in-card"
        onSubmit={(event) => {
          event.preventDefault();
          void signIn(name, pin);
        }}
      >
        <header class="sign-in-head">
          <BrandMark size={48} />
          <h1>{t('Who is at the till?')}</h1>
        </header>
        {names.length > 0 && (
          <div class="people" role="group" aria-label={t('Signed in here before')}>
            {names.map((known) => (
              <button
                key={known}
                type="button"
                class="person"
                aria-pressed={known === name}
                onClick={() => {
                  setName(known);
                  setPin('');
                  setWrong(null);
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
          <span>{t('Name')}</span>
          <input ref={nameField} data-testid="name" value={name} autocomplete="off" autocapitalize="words" spellcheck={false} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>{t('PIN')}</span>
          <input
            ref={pinField}
            class="pin"
            data-testid="pin"
            type="password"
            inputmode="none"
            autocomplete="off"
            maxLength={PIN_LENGTH}
            placeholder={'○'.repeat(PIN_LENGTH)}
            value={pin}
            aria-describedby="sign-in-message"
            onInput={(event) => setPin(digitsIn(event.currentTarget.value).slice(0, PIN_LENGTH))}
          />
        </label>
        <p id="sign-in-message" class="sign-in-message" role="alert">
          {message}
        </p>
        <NumberPad last={null} label={t('PIN pad')} disabled={busy || waitSeconds > 0} onKey={tapped} onErase={() => setPin(pin.slice(0, -1))} />
        <button type="submit" class="button primary wide" data-testid="sign-in" disabled={busy || waitSeconds > 0}>
          {busy ? t('Signing in…') : waitSeconds > 0 ? t('Wait {time}', { time: clock(waitSeconds) }) : t('Sign in')}
        </button>
        <LanguageChoice app={app} />
        <SignInFoot app={app} />
      </form>
    </main>
  );
}

function SignInFoot({ app }: { app: App }) {
  const unsent = app.notAtHub.value;
  const away = app.connection.reach.value === 'away';
  return (
    <div class="sign-in-foot" role="status">
      {away && (
        <span>
          <Icon of={CloudOff} size={16} /> {t('The hub does not answer.')}
        </span>
      )}
      {unsent > 0 && <span>{tn(unsent, '{count} sale waits on this device; sign in to send.', '{count} sales wait on this device; sign in to send.')}</span>}
    </div>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toString().padStart(2, '0')}`;
}
