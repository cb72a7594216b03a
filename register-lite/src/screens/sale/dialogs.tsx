import type { Till } from '../../till';
import { lazily } from '../../ui/lazily';
import { AgeDialog } from '../asks/age-dialog';
import { NameDialog } from '../asks/name-dialog';
import { ParkDialog } from '../aside/park-dialog';
import { ParkedDialog } from '../aside/parked-dialog';

const WeighDialog = lazily(() => import('../asks/weigh-dialog').then((part) => part.WeighDialog));
const LineDialog = lazily(() => import('./line-dialog').then((part) => part.LineDialog));
const MoreDialog = lazily(() => import('./more-dialog').then((part) => part.MoreDialog));
const NoteDialog = lazily(() => import('./note-dialog').then((part) => part.NoteDialog));
const CameraDialog = lazily(() => import('../../camera/camera-dialog').then((part) => part.CameraDialog));
const QuoteDialog = lazily(() => import('../aside/quote-dialog').then((part) => part.QuoteDialog));
const LaybyDialog = lazily(() => import('../aside/layby-dialog').then((part) => part.LaybyDialog));
const OpenLayby = lazily(() => import('../aside/layby-dialog').then((part) => part.OpenLayby));
const SplitDialog = lazily(() => import('../aside/split-dialog').then((part) => part.SplitDialog));

/** What lies over the sale: first what must be answered, then what somebody opened. */
export function SaleDialogs({ till }: { till: Till }) {
  const ask = till.asking.next.value;
  if (ask?.kind === 'age') {
    return <AgeDialog till={till} minimumAge={ask.minimumAge} lines={ask.lines} />;
  }
  if (ask?.kind === 'name') {
    return <NameDialog key={`${ask.line.sku} ${ask.count}`} till={till} line={ask.line} count={ask.count} />;
  }
  const found = till.asking.weighing.value;
  if (found) {
    return <WeighDialog key={found.variant.sku} till={till} found={found} />;
  }
  if (till.layby.open.value !== null) {
    return <OpenLayby till={till} id={till.layby.open.value} />;
  }
  const open = till.dialog.value;
  switch (open?.kind) {
    case undefined:
      return null;
    case 'line':
      return <LineDialog key={open.key} till={till} of={open.key} />;
    case 'park':
      return <ParkDialog till={till} />;
    case 'parked':
      return <ParkedDialog till={till} />;
    case 'more':
      return <MoreDialog till={till} />;
    case 'note':
      return <NoteDialog till={till} />;
    case 'camera':
      return <CameraDialog till={till} />;
    case 'quote':
      return <QuoteDialog till={till} />;
    case 'layby':
      return <LaybyDialog till={till} />;
    case 'split':
      return <SplitDialog till={till} />;
  }
}
