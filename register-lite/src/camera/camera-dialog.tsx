import { Flashlight } from 'lucide';
import { useEffect, useRef, useState } from 'preact/hooks';
import { beepRight } from '../input/beep';
import { scanned } from '../input/counter-ears';
import type { Till } from '../till';
import { Dialog } from '../ui/dialog';
import { Icon } from '../ui/icon';
import { t, tn } from '../words/words';
import { type Camera, openCamera, Sightings } from './camera';
import { codeReader } from './reader';

const EVERY_MS = 120;

/** Scans with the camera, one code after the other, until it is closed. */
export function CameraDialog({ till }: { till: Till }) {
  const video = useRef<HTMLVideoElement>(null);
  const [camera, setCamera] = useState<Camera | null>(null);
  const [wrong, setWrong] = useState<string | null>(null);
  const [light, setLight] = useState(false);
  const [last, setLast] = useState<string | null>(null);
  const close = () => (till.dialog.value = null);

  useEffect(() => {
    let open: Camera | null = null;
    let over = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const seen = new Sightings();
    const read = codeReader();
    const look = async () => {
      const picture = video.current;
      if (picture && picture.readyState >= HTMLMediaElement.HAVE_CURRENT_DATA) {
        try {
          const code = await read(picture);
          if (code !== null && !over && seen.isNew(code, performance.now())) {
            beepRight();
            navigator.vibrate?.(40);
            setLast(code);
            scanned(till, code, null);
          }
        } catch {
          setWrong(t('The picture cannot be read on this device. Use the scanner or type the code.'));
          return;
        }
      }
      if (!over) {
        timer = setTimeout(() => void look(), EVERY_MS);
      }
    };
    void openCamera().then(async (opened) => {
      if (opened === 'refused') {
        return setWrong(t('The browser does not let the till use the camera. Allow it in the browser\u2019s settings for this page.'));
      }
      if (opened === 'none') {
        return setWrong(t('This device has no camera that can be used. Use the scanner or type the code.'));
      }
      open = opened;
      if (over || !video.current) {
        return opened.close();
      }
      setCamera(opened);
      video.current.srcObject = opened.stream;
      await video.current.play().catch(() => {});
      void look();
    });
    return () => {
      over = true;
      clearTimeout(timer);
      open?.close();
    };
  }, []);

  const count = till.sale.count.value;
  return (
    <Dialog title={t('Scan with the camera')} onClose={close}>
      <div class="camera">
        <video ref={video} muted playsInline data-testid="camera" aria-label={t('What the camera sees')} />
        <span class="camera-frame" aria-hidden="true" />
      </div>
      <p class="sign-in-message" role="alert">
        {wrong}
      </p>
      <p role="status" data-testid="camera-last">
        {last === null ? t('Hold a code before the camera.') : `${last} · ${tn(count, '{count} item in the cart', '{count} items in the cart')}`}
      </p>
      <div class="choices">
        {camera?.torch && (
          <button
            type="button"
            class="button"
            aria-pressed={light}
            onClick={() => {
              setLight(!light);
              void camera.light(!light);
            }}
          >
            <Icon of={Flashlight} /> {t('Light')}
          </button>
        )}
        <button type="button" class="button primary" data-testid="camera-done" onClick={close}>
          {t('Done')}
        </button>
      </div>
    </Dialog>
  );
}
