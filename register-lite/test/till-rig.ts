import { type Database, openDatabase } from '../src/device/database';
import type { Answer } from '../src/hub/client';
import { newId } from '../src/ids';
import { become } from '../src/journal/enrol';
import { type Identity, newKey } from '../src/journal/entry';
import { Journal } from '../src/journal/journal';
import { type HubAnswer, Sender } from '../src/journal/sender';
import type { FinishedSale } from '../src/outbox/record';
import { Outbox } from '../src/outbox/outbox';
import { DrawerBox } from '../src/shift/drawer-box';
import type { Session } from '../src/wire';
import { FakeClock } from './fake-clock';
import { FakeHub } from './fake-hub';

export const SESSION: Session = {
  user: { id: 'u1', name: 'Cora', role: 'CASHIER' },
  merchant: { name: 'Harbor & Pine', address: [] },
  location: { id: 'main', name: 'Main Street', timeZone: 'America/New_York' },
  register: { id: 'R1' },
  currency: 'USD',
  taxMode: 'EXCLUSIVE',
  taxRates: [],
  tenders: ['CASH'],
  stockPolicy: 'WARN',
};

export function sale(id: string, total = 2_164): FinishedSale {
  const money = (minor: number) => ({ minor, currency: 'USD' });
  return {
    saleId: id,
    soldAt: '2026-11-22T14:00:00Z',
    session: SESSION,
    lines: [{ sku: 'MUG', title: 'Mug', variantTitle: '', unitPrice: total - 100, taxCategory: 'standard', quantity: 1, discount: null }],
    cart: { saleId: id, lines: [] },
    rules: 1,
    price: { items: [{ sku: 'MUG', quantity: 1, unitPrice: total - 100, list: null, parts: [], discount: 0, net: total - 100 }], saved: 0, subtotal: total - 100, taxes: [{ category: 'standard', name: 'Sales tax', ratePpm: 82_500, included: false, taxable: total - 100, amount: 100 }], total },
    tenders: [{ kind: 'CASH', amount: money(total), tendered: money(total), change: money(0) }],
    holdId: null,
  };
}

let names = 0;

/** One tab of a till. Further ones share its storage and its lock. */
export class Tab {
  readonly journal: Journal;
  readonly outbox: Outbox;
  readonly box: DrawerBox;
  readonly sender: Sender;

  private constructor(
    readonly db: Database,
    readonly name: string,
    readonly clock: FakeClock,
    private readonly line: { send: (device: string, text: string) => Promise<Answer<HubAnswer>>; locked: boolean },
  ) {
    this.journal = new Journal(db, () => new Date(clock.now()));
    this.outbox = new Outbox(this.journal);
    this.box = new DrawerBox(this.journal);
    this.sender = new Sender({
      journal: this.journal,
      send: (device, text) => line.send(device, text),
      exclusively: async (work) => {
        if (line.locked) {
          return false;
        }
        line.locked = true;
        await work().finally(() => (line.locked = false));
        return true;
      },
      now: clock.now,
      wake: clock.timer(),
    });
  }

  static async open(name = `till-${++names}`): Promise<Tab> {
    const line = { send: async (): Promise<Answer<HubAnswer>> => ({ kind: 'lost', status: null, why: 'no connection' }), locked: false };
    return new Tab(await openDatabase(name), name, new FakeClock(), line);
  }

  /** The same till in another tab, or after it was opened anew. */
  async another(): Promise<Tab> {
    return new Tab(await openDatabase(this.name), this.name, this.clock, this.line);
  }

  /** Lets it in as a device, at a hub that knows only this one. */
  async enrolled(register = 'R1'): Promise<FakeHub> {
    const { key, publicKey } = await newKey();
    const identity: Identity = { id: newId(), register, location: { id: 'main', name: 'Main Street' }, name: 'Counter', key, enrolledAt: '2026-11-22T08:00:00Z' };
    await become(this.journal, identity);
    const hub = new FakeHub(identity.id, publicKey);
    this.line.send = hub.send;
    return hub;
  }

  /** Lets time pass, with the work that it sets off, until it holds or ten minutes are over. */
  async passUntil(holds: () => boolean | Promise<boolean>): Promise<void> {
    for (let i = 0; i < 600 && !(await holds()); i++) {
      await this.clock.pass(1_000);
      // Keys and hashes are made on threads of their own.
      await new Promise((done) => setTimeout(done, 2));
    }
  }

  /** How it reaches the hub. */
  through(send: (device: string, text: string) => Promise<Answer<HubAnswer>>): void {
    this.line.send = send;
  }

  /** Whether somebody else sends at the moment. */
  lock(locked: boolean): void {
    this.line.locked = locked;
  }
}
