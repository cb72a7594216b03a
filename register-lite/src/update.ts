import { signal } from '@preact/signals';

/** A newer version is installed and waits. It takes over between sales only, when we say so. */
export const updateReady = signal(false);

let waiting: ServiceWorker | null = null;

export async function registerWorker(): Promise<void> {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) {
    return;
  }
  const hadController = navigator.serviceWorker.controller !== null;
  let reloading = false;
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    // The very first worker takes over a page that is already of its version.
    if (hadController && !reloading) {
      reloading = true;
      location.reload();
    }
  });
  const registration = await navigator.serviceWorker.register(`${import.meta.env.BASE_URL}service-worker.js`).catch(() => null);
  if (!registration) {
    // Refused by the browser's settings: the till works, it just cannot open without the hub.
    return;
  }
  const note = (worker: ServiceWorker | null) => {
    if (worker?.state === 'installed' && navigator.serviceWorker.controller) {
      waiting = worker;
      updateReady.value = true;
    }
  };
  note(registration.waiting);
  registration.addEventListener('updatefound', () => {
    const worker = registration.installing;
    worker?.addEventListener('statechange', () => note(worker));
  });
  setInterval(() => void registration.update().catch(() => {}), 30 * 60_000);
}

export function applyUpdate(): void {
  waiting?.postMessage('take-over');
}
