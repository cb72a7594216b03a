import { CloudOff, Inbox, LockKeyhole, LogOut, MonitorSmartphone, PackageCheck, Printer, ReceiptText, RefreshCw, Wifi } from 'lucide';
import { useState } from 'preact/hooks';
import { PrinterDialog } from '../screens/receipt/printer-dialog';
import { ThisTill } from '../screens/device/this-till';
import { SalesPanel } from '../screens/sales/sales-panel';
import type { Till } from '../till';
import { applyUpdate, updateReady } from '../update';
import { t, tn } from '../words/words';
import { BrandMark, initialsOf } from './brand';
import { KeptDialog } from '../screens/leases/kept-dialog';
import { Dialog } from './dialog';
import { Icon } from './icon';
import { LanguageChoice } from './language-choice';
import { MoreScreens } from './more-screens';
import { LockAfter } from './lock-after';

/** Where we are, whether the hub hears us, what it does not have yet, and who is at the till. */
export function TopBar({ till }: { till: Till }) {
  const [open, setOpen] = useState<'sales' | 'cashier' | 'printer' | 'till' | 'kept' | null>(null);
  const { merchant, location, register, user } = till.session;
  const betweenSales = till.screen.value.kind === 'sale' && till.sale.count.value === 0;
  return (
    <header class="bar">
      <h1 class="sr-only">{{ sale: t('Sale'), tender: t('Payment'), receipt: t('Receipt'), shift: t('Shift') }[till.screen.value.kind]}</h1>
      <BrandMark />
      <div class="bar-place">
        <strong>{merchant.name}</strong>
        <span>
          {location.name} · {register.id}
        </span>
      </div>
      <span class="bar-gap" />
      {updateReady.value && betweenSales && (
        <button type="button" class="button quiet bar-item" onClick={applyUpdate}>
          <Icon of={RefreshCw} />
          <span class="bar-label">{t('Update now')}</span>
        </button>
      )}
      <ConnectionState till={till} />
      <ShiftState till={till} />
      <UnsentState till={till} onOpen={() => setOpen('sales')} />
      <button type="button" class="button quiet bar-item cashier" onClick={() => setOpen('cashier')}>
        <span class="avatar">{initialsOf(user.name)}</span>
        <span class="bar-label">{user.name}</span>
      </button>
      {open === 'sales' && <SalesPanel till={till} onClose={() => setOpen(null)} />}
      {open === 'till' && <ThisTill app={till.app} onClose={() => setOpen(null)} />}
      {open === 'printer' && <PrinterDialog app={till.app} onClose={() => setOpen(null)} />}
      {open === 'kept' && <KeptDialog till={till} onClose={() => setOpen(null)} />}
      {open === 'cashier' && (
        <CashierMenu till={till} onKept={() => setOpen('kept')} onSales={() => setOpen('sales')} onPrinter={() => setOpen('printer')} onTill={() => setOpen('till')} onClose={() => setOpen(null)} />
      )}
    </header>
  );
}

function ConnectionState({ till }: { till: Till }) {
  const reach = till.app.connection.reach.value;
  const text = { online: t('Online'), away: t('Offline'), connecting: t('Connecting') }[reach];
  return (
    <span class={`bar-item state ${reach}`} role="status" data-testid="connection" data-state={reach} title={reach === 'away' ? t('The hub does not answer. Cash sales go on and are sent later.') : undefined}>
      <Icon of={reach === 'away' ? CloudOff : Wifi} />
      <span class="bar-label">{text}</span>
    </span>
  );
}

/** Whether the drawer is counted in, and the way to it. */
function ShiftState({ till }: { till: Till }) {
  const { shift, unsent, attention } = till.app.drawer;
  const trouble = attention.value.length > 0;
  const text = trouble ? t('Shift needs attention') : shift.value ? t('Shift open') : t('No shift');
  return (
    <button
      type="button"
      class={`button quiet bar-item state ${trouble ? 'trouble' : shift.value ? 'calm' : 'busy'}`}
      data-testid="shift"
      data-state={shift.value ? 'open' : 'none'}
      data-unsent={unsent.value.length + attention.value.length}
      aria-label={t('{state}. Show the drawer.', { state: text })}
      onClick={() => till.showShift()}
    >
      <Icon of={Inbox} />
      <span class="bar-label">{text}</span>
    </button>
  );
}

function UnsentState({ till, onOpen }: { till: Till; onOpen: () => void }) {
  const { notAtHub, attention } = till.app;
  const trouble = attention.value.length > 0;
  return (
    <button
      type="button"
      class={`button quiet bar-item state ${trouble ? 'trouble' : notAtHub.value > 0 ? 'busy' : 'calm'}`}
      data-testid="unsent"
      data-count={notAtHub.value}
      aria-label={`${tn(notAtHub.value, '{count} sale not sent yet.', '{count} sales not sent yet.')} ${trouble ? tn(attention.value.length, '{count} needs attention.', '{count} need attention.') : ''} ${t('Show sales.')}`}
      onClick={onOpen}
    >
      <Icon of={ReceiptText} />
      <span>
        <b>{notAtHub.value}</b> <span class="bar-label">{trouble ? t('need attention') : t('unsent')}</span>
      </span>
    </button>
  );
}

function CashierMenu({ till, onKept, onSales, onPrinter, onTill, onClose }: {
  till: Till;
  onKept: () => void;
  onSales: () => void;
  onPrinter: () => void;
  onTill: () => void;
  onClose: () => void;
}) {
  const unsent = till.app.notAtHub.value;
  const paying = till.sale.payment.value !== null;
  const held = till.sale.count.value;
  return (
    <Dialog title={till.session.user.name} onClose={onClose}>
      <div class="menu">
        <button type="button" class="button" onClick={onSales}>
          <Icon of={ReceiptText} /> {t('Sales on this till')}
        </button>
        <button type="button" class="button" onClick={onPrinter}>
          <Icon of={Printer} /> {t('Printer of this till')}
        </button>
        <button type="button" class="button" data-testid="this-till" onClick={onTill}>
          <Icon of={MonitorSmartphone} /> {t('This till')}
        </button>
        <button type="button" class="button" data-testid="kept" onClick={onKept}>
          <Icon of={PackageCheck} /> {t('Kept for this till')}
        </button>
        <button type="button" class="button" disabled={paying} data-testid="lock" onClick={() => void till.app.lock.lock()}>
          <Icon of={LockKeyhole} /> {t('Lock, or change cashier')}
        </button>
        <MoreScreens />
        <LockAfter lock={till.app.lock} />
        <LanguageChoice app={till.app} />
        {unsent > 0 && (
          <p class="warning" role="alert">
            {tn(unsent, '{count} sale is not sent yet.', '{count} sales are not sent yet.')}{' '}
            {t('They stay safe on this device and are sent as soon as the hub answers. Do not clear the browser\'s data.')}
          </p>
        )}
        {held > 0 && !paying && <p class="warning">{t('The open sale will be dropped and its goods given back.')}</p>}
        {paying && <p class="warning">{t('A payment is under way. Finish or cancel it first.')}</p>}
        <button type="button" class="button danger" disabled={paying} data-testid="sign-out" onClick={() => till.app.signOut()}>
          <Icon of={LogOut} /> {unsent > 0 ? t('Sign out anyway') : t('Sign out')}
        </button>
      </div>
    </Dialog>
  );
}
