import { BarcodeDetector, prepareZXingModule } from 'barcode-detector/ponyfill';
import address from 'zxing-wasm/reader/zxing_reader.wasm?url';

/** What goods, their labels, receipts and coupons carry; fewer kinds are read faster. */
const FORMATS = ['ean_13', 'ean_8', 'upc_a', 'upc_e', 'code_128', 'code_39', 'itf', 'qr_code', 'data_matrix', 'databar', 'databar_expanded'] as const;

/** Reads codes from pictures. Loaded with the camera, and from our own server: it must work without any network. */
export function codeReader(): (picture: HTMLVideoElement) => Promise<string | null> {
  prepareZXingModule({ overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? address : prefix + path) } });
  const detector = new BarcodeDetector({ formats: [...FORMATS] });
  return async (picture) => {
    const [code] = await detector.detect(picture);
    return code?.rawValue ?? null;
  };
}
