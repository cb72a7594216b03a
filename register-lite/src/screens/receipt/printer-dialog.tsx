import { useEffect, useState } from 'preact/hooks';
import type { App } from '../../app-state';
import { logoOf } from '../../receipt/logo';
import { serialOf, USB_PRINTER_CLASS, usbOf } from '../../receipt/printers';
import type { PrinterSettings } from '../../receipt/settings';
import { Dialog } from '../../ui/dialog';

const BAUD_RATES = [9_600, 19_200, 38_400, 115_200];

/** How this device prints. Every change counts at once; nothing here can touch a sale. */
export function PrinterDialog({ app, onClose }: { app: App; onClose: () => void }) {
  const { printing, hub } = app;
  const settings = printing.settings.value;
  const [said, setSaid] = useState('');
  const change = (changed: Partial<PrinterSettings>) => void printing.change({ ...printing.settings.value, ...changed });
  /** A person's choice in a dialog of the browser; closing that dialog is no failure. */
  const tried = async (work: () => Promise<string>) => {
    setSaid(await work().catch((failure: unknown) => (failure instanceof DOMException && failure.name === 'NotFoundError' ? 'Nothing was chosen.' : `That did not work: ${String(failure)}`)));
  };

  const chooseUsb = () =>
    tried(async () => {
      const device = await usbOf()!.requestDevice({ filters: [{ classCode: USB_PRINTER_CLASS }] });
      const { vendorId, productId, serialNumber = '', productName = 'USB printer' } = device;
      change({ usb: { vendorId, productId, serialNumber, name: productName } });
      return `${productName} is the printer now.`;
    });
  const chooseSerial = () =>
    tried(async () => {
      const { usbVendorId, usbProductId } = (await serialOf()!.requestPort()).getInfo();
      change({ serial: { vendorId: usbVendorId, productId: usbProductId } });
      return 'The port is chosen.';
    });
  const chooseLogo = (file: File | undefined) =>
    file &&
    tried(async () => {
      change({ logo: await logoOf(file) });
      return 'The logo is printed from now on.';
    });

  return (
    <Dialog title="Printer of this till" onClose={onClose}>
      <div class="printer-form">
        <label class="field">
          <span>Receipts are printed by</span>
          <select data-testid="printer-way" value={settings.way} onChange={(event) => change({ way: event.currentTarget.value as PrinterSettings['way'] })}>
            <option value="browser">the browser's print dialog</option>
            <option value="usb" disabled={!usbOf()}>
              a receipt printer at USB
            </option>
            <option value="serial" disabled={!serialOf()}>
              a receipt printer at a serial port
            </option>
            <option value="hub">a receipt printer in the network</option>
          </select>
        </label>
        {settings.way === 'usb' && (
          <button type="button" class="button" onClick={() => void chooseUsb()}>
            {settings.usb ? `${settings.usb.name}. Choose another` : 'Choose the printer'}
          </button>
        )}
        {settings.way === 'serial' && (
          <>
            <label class="field">
              <span>Speed (as the printer's own test print says)</span>
              <select value={settings.baudRate} onChange={(event) => change({ baudRate: Number(event.currentTarget.value) })}>
                {BAUD_RATES.map((rate) => (
                  <option key={rate} value={rate}>
                    {rate} baud
                  </option>
                ))}
              </select>
            </label>
            <button type="button" class="button" onClick={() => void chooseSerial()}>
              {settings.serial ? 'Choose another port' : 'Choose the port'}
            </button>
          </>
        )}
        {settings.way === 'hub' && <HubPrinters hub={hub} chosen={settings.printer} onChoose={(printer) => change({ printer })} />}
        {settings.way !== 'browser' && (
          <>
            <label class="field">
              <span>Paper</span>
              <select value={settings.paper} onChange={(event) => change({ paper: event.currentTarget.value === '58' ? 58 : 80 })}>
                <option value={80}>80 mm wide</option>
                <option value={58}>58 mm wide</option>
              </select>
            </label>
            <label class="printer-check">
              <input type="checkbox" checked={settings.openDrawer} onChange={(event) => change({ openDrawer: event.currentTarget.checked })} />
              <span>Open the drawer when cash is taken</span>
            </label>
            <label class="printer-check">
              <input type="checkbox" checked={settings.always} onChange={(event) => change({ always: event.currentTarget.checked })} />
              <span>Print every receipt without being asked</span>
            </label>
            <label class="field">
              <span>Logo (a picture file, printed in black and white)</span>
              <input type="file" accept="image/*" onChange={(event) => void chooseLogo(event.currentTarget.files?.[0])} />
            </label>
            {settings.logo && (
              <button type="button" class="button" onClick={() => change({ logo: null })}>
                Print no logo
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
      setWhy(answer.kind === 'ok' ? 'The hub has no printer at this location. The operator sets them up.' : 'The hub does not answer now. Open this again when it does.');
    });
  }, []);
  if (printers === null) {
    return <p aria-busy="true">Asking the hub…</p>;
  }
  const known = chosen === '' || printers.includes(chosen) ? printers : [chosen, ...printers];
  return known.length === 0 ? (
    <p class="warning">{why}</p>
  ) : (
    <label class="field">
      <span>Printer</span>
      <select data-testid="hub-printer" value={chosen} onChange={(event) => onChoose(event.currentTarget.value)}>
        <option value="">Choose…</option>
        {known.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
