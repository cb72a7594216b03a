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
  const behind = app.till.value;
  const names = namesOf(app);
  const [name, setName] = useState(behind?.session.user.name ?? names[0] ?? '');
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [waitSeconds, wait] = useCountdown();
  const nameField = useRef<HTMLInputElement>(null);
  const pinField = useRef<HTMLInputElement>(null);

  useEffect(() => (names.length > 0 ? pinField : nameField).current?.focus(), []);
  useEffect(() => (behind ? undefined : updateReady.subscribe((ready) => ready && applyUpdate())), []);

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
          <h1>{behind ? t('Locked') : t('Who is at the till?')}</h1>
        </header>
        {behind && <p class="quiet-text">{behindText(behind.sale.count.value)}</p>}
        {names.length > 0 && (
          <div class="people" role="group" aria-label={t('Who works here')}>
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

/** Everybody who works here, whoever was here last first; before the hub has told, whoever signed in here before. */
function namesOf(app: App): readonly string[] {
  const here = app.people.colleagues.value.map(({ name }) => name);
  const lately = app.names.value.filter((name) => here.length === 0 || here.includes(name));
  return [...lately, ...here.filter((name) => !lately.includes(name))];
}

function behindText(items: number): string {
  return items === 0
    ? t('Type your PIN to go on. Somebody else may sign in as well.')
    : tn(items, '{count} item stays in the cart. Whoever types a PIN goes on with it.', '{count} items stay in the cart. Whoever types a PIN goes on with them.');
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
      {unsent > 0 && <span>{tn(unsent, '{count} sale waits on this device to be sent.', '{count} sales wait on this device to be sent.')}</span>}
    </div>
  );
}

function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${(seconds % 60).toString().padStart(2, '0')}`;
}
