import type { Till } from '../../till';
import { t } from '../../words/words';

/** From here on it is worth a look at the shelf. */
const LOW = 3;

/** How many a customer can buy here now; of several variants, all together. */
export function Available({ till, skus }: { till: Till; skus: readonly string[] }) {
  const levels = skus.map((sku) => till.shelf.stock.of(sku).value);
  if (levels.some((level) => level === null)) {
    return <span class="available" />;
  }
  // Below zero means sold before it was booked in; to the cashier that is none.
  const left = levels.reduce<number>((sum, level) => sum + Math.max(0, level ?? 0), 0);
  const state = left <= 0 ? 'none' : left <= LOW ? 'low' : 'fine';
  return (
    <span class={`available ${state}`} data-testid={skus.length === 1 ? `available-${skus[0]}` : undefined} data-available={left}>
      {t('{count} left', { count: left })}
    </span>
  );
}
