import { useEffect } from 'preact/hooks';
import { counterEars } from './input/counter-ears';
import { listen } from './input/listen';
import { ApprovalDialog } from './people/approval-dialog';
import { TillBanner } from './screens/device/till-banner';
import { feedDisplay } from './screens/display/feed';
import { ReceiptScreen } from './screens/receipt/receipt-screen';
import { NoShift } from './screens/shift/no-shift';
import { ShiftScreen } from './screens/shift/shift-screen';
import { SaleScreen } from './screens/sale/sale-screen';
import { TenderScreen } from './screens/tender/tender-screen';
import type { Till } from './till';
import { TopBar } from './ui/top-bar';

/** Everything a signed-in cashier sees: the bar and one of three screens. */
export function Counter({ till }: { till: Till }) {
  useEffect(() => listen(counterEars(till)), [till]);
  useEffect(() => feedDisplay(till), [till]);
  const screen = till.screen.value;
  return (
    <div class={`counter ${asksForShift(till) ? 'asking' : ''}`}>
      <div>
        <TopBar till={till} />
        <TillBanner till={till} />
      </div>
      {till.app.approvals.asking.value && <ApprovalDialog till={till} asking={till.app.approvals.asking.value} />}
      {asksForShift(till) && <NoShift till={till} />}
      {screen.kind === 'sale' && <SaleScreen till={till} />}
      {screen.kind === 'shift' && <ShiftScreen till={till} />}
      {screen.kind === 'tender' && <TenderScreen till={till} method={screen.method} />}
      {screen.kind === 'receipt' && <ReceiptScreen till={till} sale={screen.sale} fresh={screen.fresh} />}
    </div>
  );
}

/** Whoever is about to sell is asked to count the float first, and may go on without. */
function asksForShift(till: Till): boolean {
  const { shift, later } = till.app.drawer;
  return till.screen.value.kind === 'sale' && shift.value === null && !later.value;
}
