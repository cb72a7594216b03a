import { batch, computed, effect, signal } from '@preact/signals';
import type { Database } from './device/database';
import { DeviceMemory } from './device/memory';
import { Membership } from './device/membership';
import { Keeping } from './device/keeping';
import { Hub, reasonOf } from './hub/client';
import { Connection } from './hub/connection';
import { Journal } from './journal/journal';
import { Sender } from './journal/sender';
import { exclusively, keepForThisTab } from './outbox/exclusively';
import { Outbox } from './outbox/outbox';
import type { SaleRecord } from './outbox/record';
import { printerOf } from './receipt/printers';
import { Printing } from './receipt/printing';
import { Drawer } from './shift/drawer';
import { Till } from './till';
import { oneTimer } from './timer';
import { tell } from './ui/notices';
import type { Session } from './wire';
import { t } from './words/words';

export type SignInResult =
  | { readonly kind: 'in' }
  | { readonly kind: 'wrong'; readonly why: string }
  | { readonly kind: 'wait'; readonly ms: number };

/** What lives as long as the page: the device's memory, the way to the hub, the outbox, and who is signed in. */
export class App {
  readonly hub = new Hub();
  readonly connection = new Connection(this.hub);
  readonly memory: DeviceMemory;
  readonly outbox: Outbox;
  /** Everything the hub must hear of. */
  readonly journal: Journal;
  /** Brings it there. */
  readonly flusher: Sender;
  /** What this device is to the hub. */
  readonly membership: Membership;
  readonly keeping = new Keeping();
  readonly drawer: Drawer;
  readonly printing: Printing;
  /** Null while signed out. */
  readonly till = signal<Till | null>(null);
  readonly starting = signal(true);
  readonly names = signal<readonly string[]>([]);
  /** The newest of the sales that wait; see `notAtHub` for how many there are. */
  readonly unsent = signal<readonly SaleRecord[]>([]);
  readonly attention = signal<readonly SaleRecord[]>([]);
  private readonly sales = signal({ unsent: 0, attention: 0 });
  readonly notAtHub = computed(() => this.sales.value.unsent + this.sales.value.attention);
  /** Whether the open sale of this tab is the one that outlives a crash. */
  readonly ownsOpenSale = keepForThisTab('tillbridge-open-sale');
  private signingOut: Promise<void> = Promise.resolve();
  private readonly tabs = 'BroadcastChannel' in globalThis ? new BroadcastChannel('tillbridge-outbox') : null;

  constructor(db: Database) {
    this.memory = new DeviceMemory(db);
    this.journal = new Journal(db);
    this.outbox = new Outbox(this.journal);
    this.flusher = new Sender({
      journal: this.journal,
      send: (device, text) => this.hub.call(`/api/v1/devices/${device}/journal`, { method: 'POST', text, timeoutMs: 60_000 }),
      exclusively: (work) => exclusively('tillbridge-outbox', work),
      now: () => Date.now(),
      wake: oneTimer(),
    });
    this.membership = new Membership(this.journal, this.flusher, this.hub);
    this.drawer = new Drawer(db, this.hub, this.journal);
    this.printing = new Printing({ db, tell, printerOf: (settings) => printerOf(settings, this.hub) });
    this.journal.onChange = () => {
      this.tabs?.postMessage('changed');
      return this.recount();
    };
    this.tabs?.addEventListener('message', () => void this.recount());
    this.hub.onSignedOut = () => this.till.value && void this.leave();
  }

  async start(): Promise<void> {
    this.connection.start();
    this.keeping.start();
    await this.membership.start();
    // The journal is sent as soon as the hub is back, whoever is signed in: each entry is signed by the device.
    effect(() => {
      if (this.connection.reach.value === 'online' && this.membership.identity.value) {
        void this.flusher.check();
      }
    });
    await this.recount();
    await this.printing.load();
    this.names.value = await this.memory.names();
    const session = await this.resume();
    if (session) {
      await this.enter(session);
    }
    this.starting.value = false;
    void this.outbox.prune();
  }

  async signIn(name: string, pin: string): Promise<SignInResult> {
    // Or the end of the last session could end this one.
    await this.signingOut;
    const answer = await this.hub.call<Session>('/api/v1/session', { method: 'POST', body: { name, pin, register: this.membership.identity.value?.register } });
    switch (answer.kind) {
      case 'lost':
        return { kind: 'wrong', why: t('The hub cannot be reached. Check that this device is on the shop network, then try again.') };
      case 'refused':
        if (answer.status === 429) {
          return { kind: 'wait', ms: answer.waitMs ?? 30_000 };
        }
        return {
          kind: 'wrong',
          why: answer.problem.code === 'sign-in-failed' ? t('Name and PIN do not match. Check both and type the PIN again.') : reasonOf(answer.problem),
        };
      case 'ok':
        await this.memory.setOwesSignOut(false);
        await this.memory.rememberName(answer.body.user.name);
        this.names.value = await this.memory.names();
        await this.enter(answer.body);
        return { kind: 'in' };
    }
  }

  /** Signs out at once; the goods of an open sale and the session are given back in the background. */
  signOut(): void {
    this.till.value?.sale.change({ kind: 'clear' });
    this.signingOut = this.leave().then(async () => {
      const answer = await this.hub.call('/api/v1/session', { method: 'DELETE' });
      await this.memory.setOwesSignOut(answer.kind === 'lost');
    });
  }

  /** The session the hub still knows, or the remembered one if the hub is away. */
  private async resume(): Promise<Session | null> {
    if (await this.memory.owesSignOut()) {
      const ended = await this.hub.call('/api/v1/session', { method: 'DELETE', timeoutMs: 4_000 });
      await this.memory.setOwesSignOut(ended.kind === 'lost');
      return null;
    }
    const answer = await this.hub.call<Session>('/api/v1/session', { timeoutMs: 4_000 });
    if (answer.kind === 'ok' && !this.membership.isAt(answer.body.register.id)) {
      // The session is at another register than this device: whoever it is signs in once more.
      return null;
    }
    return answer.kind === 'ok' ? answer.body : answer.kind === 'lost' ? this.memory.session() : null;
  }

  private async enter(session: Session): Promise<void> {
    await this.memory.rememberSession(session);
    const till = new Till(this, session);
    await till.open();
    await this.drawer.enter(session);
    this.till.value = till;
  }

  private async leave(): Promise<void> {
    const till = this.till.value;
    this.till.value = null;
    await this.memory.rememberSession(null);
    await till?.close();
  }

  /** Sends what waits. */
  send(): Promise<void> {
    return this.flusher.kick();
  }

  /** Looks again at what is written down; other tabs write too. */
  async recount(): Promise<void> {
    const [unsent, attention, sales] = await Promise.all([this.outbox.newestUnsent(), this.outbox.attention(), this.outbox.counts(), this.drawer.recount(), this.membership.recount()]);
    batch(() => {
      this.unsent.value = unsent;
      this.attention.value = attention;
      this.sales.value = sales;
    });
  }
}
