import type { Found } from '../../catalogue/catalogue';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { t } from '../../words/words';
import { Available } from './available';

/** Which one of them? One tap adds it and closes. */
export function VariantPicker({ till, variants }: { till: Till; variants: readonly Found[] }) {
  const titles = new Set(variants.map((found) => found.product.title));
  const close = () => (till.picking.value = null);
  return (
    <Dialog title={titles.size === 1 ? [...titles][0]! : t('Which product is it?')} onClose={close}>
      <div class="variants">
        {variants.map((found) => (
          <button
            key={found.variant.sku}
            type="button"
            class="variant"
            data-testid={`variant-${found.variant.sku}`}
            onClick={() => {
              till.add(found);
              close();
            }}
          >
            <strong>{titles.size === 1 ? found.variant.title : `${found.product.title} · ${found.variant.title}`}</strong>
            <span class="variant-price">{till.money(found.variant.price.minor)}</span>
            <Available till={till} skus={[found.variant.sku]} />
          </button>
        ))}
      </div>
    </Dialog>
  );
}
