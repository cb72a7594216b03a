import { useRef, useState } from 'preact/hooks';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { useCountdown } from '../sign-in/countdown';
import { names } from './cart-line';

const PIN_LENGTH = 6;

/** What waits for a customer is sold to another only if a manager says so, with his PIN. */
export function OverrideDialog({ till }: { till: Till }) {
  const [name, setName] = useState('');
  const [pin, setPin] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [waitSeconds, wait] = useCountdown();
  const pinField = useRef<HTMLInputElement>(null);

  const allow = async () => {
    if (busy || waitSeconds > 0) {
      return;
    }
    if (name.trim() === '' || pin.length < PIN_LENGTH) {
      setWrong(`Type the manager\u2019s name and all ${PIN_LENGTH} digits of the PIN.`);
      return;
    }
    setBusy(true);
    setWrong(null);
    const refused = await till.allow({ name: name.trim(), pin });
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
    <Dialog title="Reserved for a customer" onClose={() => (till.overriding.value = null)}>
      <ul class="reserved">
        {till.reserved().map((short) => {
          const line = till.sale.cart.value.lines.find((each) => each.sku === short.sku);
          return (
            <li key={short.sku}>
              <strong>{line?.title ?? short.sku}</strong>: {short.available} of {short.wanted} available, the others wait for{' '}
              {names(short.reservedFor ?? [])}.
            </li>
          );
        })}
      </ul>
      <p class="quiet-text">A manager may allow it. The customer\u2019s pick-up then needs another place, and the desk is told.</p>
      <form
        class="override"
        onSubmit={(event) => {
          event.preventDefault();
          void allow();
        }}
      >
        <label class="field">
          <span>Manager</span>
          <input data-testid="manager" value={name} autocomplete="off" autocapitalize="words" spellcheck={false} onInput={(event) => setName(event.currentTarget.value)} />
        </label>
        <label class="field">
          <span>PIN</span>
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
            onInput={(event) => setPin(event.currentTarget.value.replace(/\D/g, '').slice(0, PIN_LENGTH))}
          />
        </label>
        <p id="override-message" class="sign-in-message" role="alert">
          {waitSeconds > 0 ? `Too many tries. You can try again in ${waitSeconds} seconds.` : wrong}
        </p>
        <button type="submit" class="button primary wide" data-testid="allow" disabled={busy || waitSeconds > 0}>
          {busy ? 'Asking\u2026' : 'Allow it'}
        </button>
      </form>
    </Dialog>
  );
}
