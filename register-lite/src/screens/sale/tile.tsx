import { useComputed } from '@preact/signals';
import { memo } from './memo';
import type { Till } from '../../till';
import type { Product } from '../../wire';
import { Available } from './available';
import { Picture } from './picture';
import { t, tn } from '../../words/words';

/** One product to tap. With several variants it opens the choice of them. */
export const Tile = memo(function Tile({ till, product }: { till: Till; product: Product }) {
  const [first] = product.variants;
  if (!first) {
    return null;
  }
  const prices = product.variants.map((variant) => variant.price.minor);
  const [lowest, highest] = [Math.min(...prices), Math.max(...prices)];
  const skus = product.variants.map((variant) => variant.sku);
  // Computed, so that a scan draws one tile again and not all of them.
  const inCart = useComputed(() => till.sale.cart.value.lines.reduce((sum, line) => (skus.includes(line.sku) ? sum + line.quantity : sum), 0)).value;
  return (
    <button type="button" class="tile" data-testid={`tile-${first.sku}`} onClick={() => till.choose(product)}>
      <Picture name={product.title} image={first.image} />
      {inCart > 0 && (
        <span class="tile-count" aria-label={t('{count} in the cart', { count: inCart })}>
          {inCart}
        </span>
      )}
      <span class="tile-title">{product.title}</span>
      <span class="tile-price">
        {lowest !== highest && <small>{t('from|price')} </small>}
        {till.money(lowest)}
      </span>
      <span class="tile-foot">
        <Available till={till} skus={skus} />
        {skus.length > 1 && <span class="tile-variants">{tn(skus.length, '{count} variant', '{count} variants')}</span>}
      </span>
    </button>
  );
});
