import { signal } from '@preact/signals';

/** The browser's own question whether to install the page as an app; Chromium only. */
interface InstallPrompt extends Event {
  prompt(): Promise<unknown>;
}

export interface Storage {
  /** Whether the browser has promised not to delete what is kept here; null when it does not say. */
  readonly kept: boolean | null;
  /** In bytes; null when the browser does not say. */
  readonly used: number | null;
  readonly quota: number | null;
}

/** From this part of the quota on somebody is warned. */
const WARN_AT = 0.8;

/** From this part on no sale is begun that could not be sent at once: what is left is for those under way. */
const FULL_AT = 0.95;

/** A sale takes some four kilobytes; the catalogue may be written anew. */
const RESERVE = 8 * 1024 * 1024;

const LOOK_MS = 60_000;

/** Whether this browser keeps what is written here, and how much more it takes. */
export class Keeping {
  readonly storage = signal<Storage>({ kept: null, used: null, quota: null });
  /** Whether the browser can install the till as an app now. */
  readonly installable = signal(false);
  private prompt: InstallPrompt | null = null;

  constructor(private readonly manager: Pick<StorageManager, 'persist' | 'persisted' | 'estimate'> | undefined = globalThis.navigator?.storage) {}

  start(): void {
    addEventListener('beforeinstallprompt', (event) => {
      event.preventDefault();
      this.prompt = event as InstallPrompt;
      this.installable.value = true;
    });
    addEventListener('appinstalled', () => {
      this.installable.value = false;
      void this.ask();
    });
    void this.ask();
    setInterval(() => void this.look(), LOOK_MS);
  }

  /** Asks the browser to promise. It decides by itself, and gladly when the till is installed. */
  async ask(): Promise<void> {
    await this.manager?.persist?.().catch(() => false);
    await this.look();
  }

  async look(): Promise<void> {
    const [kept, estimate] = await Promise.all([
      this.manager?.persisted?.().catch(() => null) ?? null,
      this.manager?.estimate?.().catch(() => null) ?? null,
    ]);
    this.storage.value = { kept, used: estimate?.usage ?? null, quota: estimate?.quota ?? null };
  }

  async install(): Promise<void> {
    await this.prompt?.prompt();
    this.prompt = null;
    this.installable.value = false;
    await this.ask();
  }

  /** Whether space gets short. */
  get tight(): boolean {
    const { used, quota } = this.storage.value;
    return this.full || (used !== null && quota !== null && used >= quota * WARN_AT);
  }

  /** Whether what is left must be kept for what is under way. */
  get full(): boolean {
    const { used, quota } = this.storage.value;
    return used !== null && quota !== null && (used >= quota * FULL_AT || quota - used < RESERVE);
  }
}
