import { Delete } from 'lucide';
import { t } from '../words/words';
import { Icon } from './icon';

/** A pad for fingers. `last` is the key left of zero, or null for none. */
export function NumberPad({ last, label, disabled, onKey, onErase }: {
  last: string | null;
  label: string;
  disabled?: boolean;
  onKey: (key: string) => void;
  onErase: () => void;
}) {
  return (
    <div class="pad" role="group" aria-label={label}>
      {['1', '2', '3', '4', '5', '6', '7', '8', '9', last, '0'].map((key) =>
        key === null ? (
          <span key="none" />
        ) : (
          <button key={key} type="button" class="pad-key" disabled={disabled} onClick={() => onKey(key)}>
            {key}
          </button>
        ),
      )}
      <button type="button" class="pad-key" aria-label={t('Delete last digit')} disabled={disabled} onClick={onErase}>
        <Icon of={Delete} size={24} />
      </button>
    </div>
  );
}
