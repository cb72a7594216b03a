import { useEffect } from 'preact/hooks';
import { counterEars } from './input/counter-ears';
import { listen } from './input/listen';
import { ReceiptScreen } from './screens/receipt/receipt-screen';
import { SaleScreen } from './screens/sale/sale-screen';
import { TenderScreen } from './screens/tender/tender-screen';
import type { Till } from './till';
import { TopBar } from './ui/top-bar';

/** Everything a signed-in cashier sees: the bar and one of three screens. */
export function Counter({ till }: { till: Till }) {
  useEffect(() => listen(counterEars(till)), [till]);
  const screen = till.screen.value;
  return (
    <div class="counter">
      <TopBar till={till} />
      {screen.kind === 'sale' && <SaleScreen till={till} />}
      {screen.kind === 'tender' && <TenderScreen till={till} method={screen.method} />}
      {screen.kind === 'receipt' && <ReceiptScreen till={till} sale={screen.sale} fresh={screen.fresh} />}
    </div>
  );
}
