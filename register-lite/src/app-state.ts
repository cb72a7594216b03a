import { batch, computed, effect, signal } from '@preact/signals';
import type { Database } from './device/database';
import { DeviceMemory } from './device/memory';
import { Membership } from './device/membership';
import { Keeping } from './device/keeping';
import { Hub, reasonOf } from './hub/client';
import { Connection } from './hub/connection';
import { Journal } from './journal/journal';
import { Sender } from './journal/sender';
import { LeaseKeeper } from './leases/lease-keeper';
import { exclusively, keepForThisTab } from './outbox/exclusively';
import { Outbox } from './outbox/outbox';
import type { SaleRecord } from './outbox/record';
import { Approvals } from './people/approvals';
import { Lock } from './people/lock';
import { type Proof, proofOf, signInOffline } from './people/offline-session';
import { PeopleDesk } from './people/people-desk';
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
  readonly people: PeopleDesk;
  readonly approvals: Approvals;
  readonly leases: LeaseKeeper;
  readonly lock: Lock;
  /** What proves to the hub who signed in while it was away; not kept over a reload. */
  private proof: Proof | null = null;
  private asksSession = false;
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
      send: async (device, text) =>
        // What was said of the lease must be answered before a sale that came after it.
        (await this.leases.settled())
          ? this.hub.call(`/api/v1/devices/${device}/journal`, { method: 'POST', text, timeoutMs: 60_000 })
          : { kind: 'lost', status: null, why: t('no answer in time') },
      exclusively: (work) => exclusively('tillbridge-outbox', work),
      now: () => Date.now(),
      wake: oneTimer(),
    });
    this.membership = new Membership(this.journal, this.flusher, this.hub);
    this.drawer = new Drawer(db, this.hub, this.journal);
    this.printing = new Printing({ db, tell, printerOf: (settings) => printerOf(settings, this.hub) });
    this.people = new PeopleDesk(db, this.hub);
    this.approvals = new Approvals(this.journal, this.hub, this.people);
    this.leases = new LeaseKeeper({
      db,
      hub: this.hub,
      exclusively: (work) => exclusively('tillbridge-outbox', work),
      now: () => Date.now(),
      wake: oneTimer(),
      isRegister: async () => (await this.journal.identity()) !== null,
    });
    this.lock = new Lock(db, () => this.till.value !== null && this.till.value.sale.payment.value === null && !this.till.value.sale.finishing);
    this.journal.onChange = () => {
      this.tabs?.postMessage('changed');
      return this.recount();
    };
    this.tabs?.addEventListener('message', () => void this.recount());
    // Whoever can show who he is does that first.
    this.hub.onSignedOut = () => void this.refused();
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
    effect(() => {
      if (this.connection.reach.value === 'online' && this.till.value) {
        void this.greet();
      }
    });
    // The end of a shift gives back what was lent to this till; the next one asks again.
    let before = this.drawer.shift.peek();
    effect(() => {
      const shift = this.drawer.shift.value;
      if (before !== null && shift === null && this.till.peek() !== null) {
        void this.leases.giveBack();
      } else if (shift !== null) {
        this.leases.wake();
      }
      before = shift;
    });
    const identity = await this.journal.identity();
    if (identity) {
      await this.leases.open(identity.register);
    }
    await this.recount();
    await this.printing.load();
    await this.people.load();
    await this.lock.open();
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
        return this.signInAlone(name, pin);
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
        this.proof = null;
        await this.arrive(answer.body);
        void this.knows(answer.body, pin);
        return { kind: 'in' };
    }
  }

  /** From now on this device can check the PIN alone, and whoever typed it can sign here. */
  private async knows({ user, register }: Session, pin: string): Promise<void> {
    this.approvals.own = await this.people.learn(user, pin, register.id);
    await this.people.refresh(register.id);
  }

  /** The hub is away: by what this device knows of people. */
  private async signInAlone(name: string, pin: string): Promise<SignInResult> {
    const result = await signInOffline(this.people, this.memory, name, pin);
    if (result.kind !== 'in') {
      return result;
    }
    this.proof = result.proof;
    this.approvals.own = result.proof;
    await this.arrive(result.session);
    return { kind: 'in' };
  }

  /** Whoever signed in goes on where the till is: behind the lock, the open cart stays, whoever opened it. */
  private async arrive(session: Session): Promise<void> {
    const till = this.till.value;
    if (till?.session.user.id === session.user.id && till.session.register.id === session.register.id) {
      await this.memory.rememberSession(session);
    } else {
      if (till) {
        await this.leave();
      }
      await this.enter(session);
    }
    await this.lock.unlock();
  }

  /** Whoever signed in while the hub was away shows it who he is; false when he has to type his PIN again. */
  /** A request that was under way while the session changed is refused too: only the session itself says that it is over. */
  private async refused(): Promise<void> {
    const till = this.till.value;
    if (!till || this.proof || this.asksSession) {
      return;
    }
    this.asksSession = true;
    const answer = await this.hub.call<Session>('/api/v1/session', { timeoutMs: 4_000 });
    this.asksSession = false;
    const over = answer.kind === 'refused' ? answer.status === 401 : answer.kind === 'ok' && answer.body.user.id !== till.session.user.id;
    if (over && this.till.value === till && !this.proof) {
      await this.leave();
    }
  }

  private async shown(): Promise<boolean> {
    const session = await this.memory.session();
    if (session?.offline !== true) {
      return true;
    }
    const answer = this.proof
      ? await this.hub.call<Session>('/api/v1/session/key', { method: 'POST', body: await proofOf(this.proof) })
      : await this.hub.call<Session>('/api/v1/session');
    if (answer.kind === 'ok' && answer.body.user.id === session.user.id) {
      this.proof = null;
      await this.memory.rememberSession(answer.body);
      return true;
    }
    if (answer.kind !== 'lost') {
      this.proof = null;
      await this.leave();
    }
    return false;
  }


  /** Signs out at once; the goods of an open sale and the session are given back in the background. */
  signOut(): void {
    this.till.value?.sale.change({ kind: 'clear' });
    const returned = this.leases.giveBack();
    this.signingOut = this.leave().then(async () => {
      await Promise.race([returned, new Promise((done) => setTimeout(done, 3_000))]);
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
    const remembered = await this.memory.session();
    if (answer.kind === 'ok' && !this.membership.isAt(answer.body.register.id)) {
      // The session is at another register than this device: whoever it is signs in once more.
      return null;
    }
    if (remembered?.offline === true && !(answer.kind === 'ok' && answer.body.user.id === remembered.user.id)) {
      // He signed in without the hub, and what proved it is gone with the page: the PIN once more.
      await this.lock.setLocked();
      return answer.kind === 'lost' ? remembered : null;
    }
    return answer.kind === 'ok' ? answer.body : answer.kind === 'lost' ? remembered : null;
  }

  private async enter(session: Session): Promise<void> {
    await this.memory.rememberSession(session);
    const till = new Till(this, session);
    await till.open();
    await this.drawer.enter(session);
    await this.leases.open(session.register.id);
    this.till.value = till;
  }

  private async leave(): Promise<void> {
    const till = this.till.value;
    this.till.value = null;
    await this.memory.rememberSession(null);
    await till?.close();
  }

  /** Sends what waits. */
  async send(): Promise<void> {
    await this.flusher.kick();
    await this.leases.talk();
  }

  /** Whoever stands here shows it, then the hub says who works here, and hears what was approved and lent. */
  private async greet(): Promise<void> {
    const register = this.till.value?.session.register.id;
    if (register !== undefined && (await this.shown())) {
      await this.approvals.flush();
      await this.people.refresh(register);
      await this.leases.talk();
    }
  }

  /** Looks again at what is written down; other tabs write too. */
  async recount(): Promise<void> {
    const [unsent, attention, sales] = await Promise.all([
      this.outbox.newestUnsent(),
      this.outbox.attention(),
      this.outbox.counts(),
      this.drawer.recount(),
      this.membership.recount(),
      this.leases.reload(),
    ]);
    batch(() => {
      this.unsent.value = unsent;
      this.attention.value = attention;
      this.sales.value = sales;
    });
  }
}
