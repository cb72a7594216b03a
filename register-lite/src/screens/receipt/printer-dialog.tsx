import { useEffect, useState } from 'preact/hooks';
import type { App } from '../../app-state';
import { logoOf } from '../../receipt/logo';
import { serialOf, USB_PRINTER_CLASS, usbOf } from '../../receipt/printers';
import type { PrinterSettings } from '../../receipt/settings';
import { Dialog } from '../../ui/dialog';
import { PaperLanguageChoice } from '../../ui/language-choice';
import { t } from '../../words/words';

const BAUD_RATES = [9_600, 19_200, 38_400, 115_200];

/** How this device prints. Every change counts at once; nothing here can touch a sale. */
export function PrinterDialog({ app, onClose }: { app: App; onClose: () => void }) {
  const { printing, hub } = app;
  const settings = printing.settings.value;
  const [said, setSaid] = useState('');
  const change = (changed: Partial<PrinterSettings>) => void printing.change({ ...printing.settings.value, ...changed });
  /** A person's choice in a dialog of the browser; closing that dialog is no failure. */
  const tried = async (work: () => Promise<string>) => {
    setSaid(await work().catch((failure: unknown) => (failure instanceof DOMException && failure.name === 'NotFoundError' ? t('Nothing was chosen.') : t('That did not work: {why}', { why: String(failure) }))));
  };

  const chooseUsb = () =>
    tried(async () => {
      const device = await usbOf()!.requestDevice({ filters: [{ classCode: USB_PRINTER_CLASS }] });
      const { vendorId, productId, serialNumber = '', productName = t('USB printer') } = device;
      change({ usb: { vendorId, productId, serialNumber, name: productName } });
      return t('{name} is the printer now.', { name: productName });
    });
  const chooseSerial = () =>
    tried(async () => {
      const { usbVendorId, usbProductId } = (await serialOf()!.requestPort()).getInfo();
      change({ serial: { vendorId: usbVendorId, productId: usbProductId } });
      return t('The port is chosen.');
    });
  const chooseLogo = (file: File | undefined) =>
    file &&
    tried(async () => {
      change({ logo: await logoOf(file) });
      return t('The logo is printed from now on.');
    });

  return (
    <Dialog title={t('Printer of this till')} onClose={onClose}>
      <div class="printer-form">
        <label class="field">
          <span>{t('Receipts are printed by')}</span>
          <select data-testid="printer-way" value={settings.way} onChange={(event) => change({ way: event.currentTarget.value as PrinterSettings['way'] })}>
            <option value="browser">{t('the browser\'s print dialog')}</option>
            <option value="usb" disabled={!usbOf()}>
              {t('a receipt printer at USB')}
            </option>
            <option value="serial" disabled={!serialOf()}>
              {t('a receipt printer at a serial port')}
            </option>
            <option value="hub">{t('a receipt printer in the network')}</option>
          </select>
        </label>
        <PaperLanguageChoice app={app} />
        {settings.way === 'usb' && (
          <button type="button" class="button" onClick={() => void chooseUsb()}>
            {settings.usb ? t('{name}. Choose another', { name: settings.usb.name }) : t('Choose the printer')}
          </button>
        )}
        {settings.way === 'serial' && (
          <>
            <label class="field">
              <span>{t('Speed (as the printer\'s own test print says)')}</span>
              <select value={settings.baudRate} onChange={(event) => change({ baudRate: Number(event.currentTarget.value) })}>
                {BAUD_RATES.map((rate) => (
                  <option key={rate} value={rate}>
                    {t('{rate} baud', { rate: String(rate) })}
                  </option>
                ))}
              </select>
            </label>
            <button type="button" class="button" onClick={() => void chooseSerial()}>
              {settings.serial ? t('Choose another port') : t('Choose the port')}
            </button>
          </>
        )}
        {settings.way === 'hub' && <HubPrinters hub={hub} chosen={settings.printer} onChoose={(printer) => change({ printer })} />}
        {settings.way !== 'browser' && (
          <>
            <label class="field">
              <span>{t('Paper')}</span>
              <select value={settings.paper} onChange={(event) => change({ paper: event.currentTarget.value === '58' ? 58 : 80 })}>
                <option value={80}>{t('{width} mm wide', { width: 80 })}</option>
                <option value={58}>{t('{width} mm wide', { width: 58 })}</option>
              </select>
            </label>
            <label class="printer-check">
              <input type="checkbox" checked={settings.openDrawer} onChange={(event) => change({ openDrawer: event.currentTarget.checked })} />
              <span>{t('Open the drawer when cash is taken')}</span>
            </label>
            <label class="printer-check">
              <input type="checkbox" checked={settings.always} onChange={(event) => change({ always: event.currentTarget.checked })} />
              <span>{t('Print every receipt without being asked')}</span>
            </label>
            <label class="field">
              <span>{t('Logo (a picture file, printed in black and white)')}</span>
              <input type="file" accept="image/*" onChange={(event) => void chooseLogo(event.currentTarget.files?.[0])} />
            </label>
            {settings.logo && (
              <button type="button" class="button" onClick={() => change({ logo: null })}>
                {t('Print no logo')}
              </button>
            )}
          </>
        )}
        <p role="status">{said}</p>
      </div>
    </Dialog>
  );
}

function HubPrinters({ hub, chosen, onChoose }: { hub: App['hub']; chosen: string; onChoose: (printer: string) => void }) {
  const [printers, setPrinters] = useState<readonly string[] | null>(null);
  const [why, setWhy] = useState('');
  useEffect(() => {
    void hub.call<{ printers: readonly { readonly name: string }[] }>('/api/v1/print').then((answer) => {
      setPrinters(answer.kind === 'ok' ? answer.body.printers.map(({ name }) => name) : []);
      setWhy(answer.kind === 'ok' ? t('The hub has no printer at this location. The operator sets them up.') : t('The hub does not answer now. Open this again when it does.'));
    });
  }, []);
  if (printers === null) {
    return <p aria-busy="true">{t('Asking the hub…')}</p>;
  }
  const known = chosen === '' || printers.includes(chosen) ? printers : [chosen, ...printers];
  return known.length === 0 ? (
    <p class="warning">{why}</p>
  ) : (
    <label class="field">
      <span>{t('Printer')}</span>
      <select data-testid="hub-printer" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">{t('Choose…')}</option>
        {known.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
