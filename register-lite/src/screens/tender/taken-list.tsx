import { Undo2 } from 'lucide';
import { useState } from 'preact/hooks';
import { nameOf } from '../../tender/names';
import { type Attempt, begun, ELECTRONIC, givenUp, taken } from '../../tender/tendering';
import type { Till } from '../../till';
import { Icon } from '../../ui/icon';
import { t } from '../../words/words';

/** What the customer has paid so far, each part with a way to take it back. */
export function TakenList({ till }: { till: Till }) {
  const tendering = till.tenders.now.value;
  const parts = taken(tendering);
  const lost = givenUp(tendering);
  if (parts.length + lost.length === 0) {
    return null;
  }
  return (
    <ul class="taken" aria-label={t('Paid so far')} data-testid="taken">
      {parts.map((part) => (
        <Taken key={part.id} till={till} part={part} locked={begun(tendering) !== null || till.tenders.paid.value} />
      ))}
      {lost.map((one) => (
        <li key={one.id} class="given-up" data-testid="given-up" role="status">
          <span>{t('{name} given up: it is voided, or given back, as soon as its end is known.', { name: nameOf(one.kind) })}</span>
          <strong>{till.money(one.amount)}</strong>
        </li>
      ))}
    </ul>
  );
}

function Taken({ till, part, locked }: { till: Till; part: Attempt; locked: boolean }) {
  const [busy, setBusy] = useState(false);
  const name = nameOf(part.kind) + (part.endsWith ? ` …${part.endsWith}` : '') + (part.reference ? `, ${part.reference}` : '');
  const amount = till.money(part.amount);
  const label = part.kind === 'CASH' ? t('Hand {amount} back', { amount }) : ELECTRONIC.has(part.kind) ? t('Give {amount} back by {name}', { amount, name: nameOf(part.kind) }) : t('Remove {name}', { name });
  return (
    <li>
      <span>{name}</span>
      {part.left !== undefined && <small>{t('{amount} left on it', { amount: till.money(part.left) })}</small>}
      <strong>{amount}</strong>
      <button
        type="button"
        class="button quiet"
        disabled={locked || busy}
        data-testid={`remove-${part.kind}`}
        onClick={() => {
          setBusy(true);
          void till.tenders.remove(part).finally(() => setBusy(false));
        }}
      >
        <Icon of={Undo2} /> {label}
      </button>
    </li>
  );
}
