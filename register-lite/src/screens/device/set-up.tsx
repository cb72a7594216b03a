import { CloudOff } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import type { App } from '../../app-state';
import type { EnrolResult } from '../../journal/enrol';
import type { Trouble } from '../../journal/sender';
import { BrandMark } from '../../ui/brand';
import { Icon } from '../../ui/icon';
import { t, tn } from '../../words/words';

/** This browser is no till, or none any more: a manager's code makes it one. */
export function SetUp({ app }: { app: App }) {
  const { membership } = app;
  const [code, setCode] = useState('');
  const [name, setName] = useState(membership.identity.value?.name ?? t('Counter'));
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const codeField = useRef<HTMLInputElement>(null);
  const trouble = membership.trouble.value;
  const invitation = membership.invitation.value;

  const setUp = async (typed: string, called: string) => {
    if (busy) {
      return;
    }
    if (typed.replace(/[\s-]/g, '') === '') {
      setWrong(t('Type the code first. A manager finds it in the console, under Tills.'));
      return codeField.current?.focus();
    }
    setBusy(true);
    setWrong(null);
    const result = await membership.enrol(typed.trim(), called.trim() === '' ? t('Counter') : called.trim().slice(0, 100));
    setBusy(false);
    if (result.kind === 'no') {
      setWrong(whyNot(result));
      setCode(typed);
      codeField.current?.focus();
    }
  };

  useEffect(() => codeField.current?.focus(), []);
  useEffect(() => {
    // Whoever opens a manager's link wants nothing else.
    if (invitation) {
      membership.invitation.value = null;
      void setUp(invitation.code, invitation.name ?? name);
    }
  }, [invitation]);

  return (
    <main class="sign-in" data-testid="set-up" data-trouble={trouble?.reason ?? 'NONE'}>
      <form
        class="sign-in-card"
        onSubmit={(event) => {
          event.preventDefault();
          void setUp(code, name);
        }}
      >
        <header class="sign-in-head">
          <BrandMark size={48} />
          <h1>{titleOf(trouble)}</h1>
        </header>
        {trouble && <What trouble={trouble} />}
        <Kept app={app} />
        {trouble?.reason === 'REVOKED' ? (
          <p>{t('To sell here again, a manager makes a new code under Tills in the console. What is kept here goes along.')}</p>
        ) : trouble ? (
          <p>{t('To sell here again, a manager ends this till under Tills in the console and makes a new code. What is kept here goes along.')}</p>
        ) : (
          <p>{t('A manager makes a code for it in the console, under Tills. Each code counts once.')}</p>
        )}
        <label class="field">
          <span>{t('Code')}</span>
          <input
            ref={codeField}
            class="set-up-code"
            data-testid="set-up-code"
            value={code}
            autocomplete="off"
            autocapitalize="characters"
            spellcheck={false}
            maxLength={20}
            aria-describedby="set-up-message"
            onInput={(event) => setCode(event.currentTarget.value)}
          />
        </label>
        <label class="field">
          <span>{t('What this till is called')}</span>
          <input data-testid="set-up-name" value={name} autocomplete="off" maxLength={100} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <p id="set-up-message" class="sign-in-message" role="alert">
          {wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="set-up-go" disabled={busy}>
          {busy ? t('Setting up…') : t('Set up')}
        </button>
        {trouble && (
          <button type="button" class="button wide" onClick={() => void app.flusher.check()}>
            {t('Ask the hub again')}
          </button>
        )}
        {membership.anew.value && (
          <button type="button" class="button wide" onClick={() => (membership.anew.value = false)}>
            {t('Leave it as it is')}
          </button>
        )}
        <div class="sign-in-foot" role="status">
          {app.connection.reach.value === 'away' && (
            <span>
              <Icon of={CloudOff} size={16} /> {t('The hub does not answer.')}
            </span>
          )}
        </div>
      </form>
    </main>
  );
}

/** What of this till is only here. */
function Kept({ app }: { app: App }) {
  // Before it was a device, a till of an older version has sales without entries.
  const count = app.membership.identity.value ? app.membership.unsent.value : app.notAtHub.value;
  return count === 0 ? null : (
    <p class="warning" role="status" data-testid="set-up-kept">
      {tn(count, '{count} entry of this till is not at the hub yet. It stays on this device: do not clear the browser’s data.', '{count} entries of this till are not at the hub yet. They stay on this device: do not clear the browser’s data.')}
    </p>
  );
}

function What({ trouble }: { trouble: Trouble }) {
  return (
    <p class="warning" role="alert" data-testid="set-up-trouble">
      {whatOf(trouble)} {trouble.why}
    </p>
  );
}

function titleOf(trouble: Trouble | null): string {
  switch (trouble?.reason) {
    case undefined:
      return t('Set up this till');
    case 'REVOKED':
      return t('This till was ended');
    case 'UNKNOWN':
      return t('The hub does not know this till');
    case 'FORKED':
    case 'SET_BACK':
    case 'GAP':
      return t('This till and the hub do not agree');
  }
}

/** What is the matter and what to do, in a sentence or two. */
export function whatOf(trouble: Trouble): string {
  switch (trouble.reason) {
    case 'REVOKED':
      return t('A manager has ended this till. The hub takes nothing more from it.');
    case 'UNKNOWN':
      return t('It was set up with another hub, or that hub was begun anew.');
    case 'FORKED':
      return t('Its browser was copied to another device, or what is stored here was changed. Stop selling here and find out which device goes on.');
    case 'SET_BACK':
      return t('Its browser was set back to an older state, or was copied from another device. Stop selling here and find out which device goes on.');
    case 'GAP':
      return t('The hub has lost entries that this till has sent and does not keep any more. The operator must know.');
  }
}

function whyNot(result: Extract<EnrolResult, { kind: 'no' }>): string {
  switch (result.why) {
    case 'insecure':
      return t('This page was not opened by https, so the browser cannot keep a key. Open it by its https address.');
    case 'away':
      return t('The hub cannot be reached. Check that this device is on the shop network, then try again.');
    case 'again':
      return t('That did not work. Try again.');
    case 'refused':
      return result.detail;
  }
}
