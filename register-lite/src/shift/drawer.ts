import { signal } from '@preact/signals';
import type { Database } from '../device/database';
import type { Hub } from '../hub/client';
import { digitsOf } from '../money';
import type { Journal } from '../journal/journal';
import type { Money, Session } from '../wire';
import { DrawerBox } from './drawer-box';
import type { DrawerRecord } from './event';
import { type OpenAtHub, resumed } from './resume';
import type { DrawerPolicy, Shift } from './shift';

const policyKey = (register: string) => `drawer-policy ${register}`;

/** The drawer of this device: its shift, how it is counted, and what the hub must hear of it. */
export class Drawer {
  readonly box: DrawerBox;
  /** The open shift of the signed-in register, or null. */
  readonly shift = signal<Shift | null>(null);
  readonly closed = signal<readonly Shift[]>([]);
  readonly policy = signal<DrawerPolicy | null>(null);
  readonly unsent = signal<readonly DrawerRecord[]>([]);
  readonly attention = signal<readonly DrawerRecord[]>([]);
  /** How many of each coin, as typed so far; kept while somebody looks something up elsewhere. */
  readonly counting = signal<Readonly<Record<number, string>>>({});
  /** Whether "no shift is open" was put aside for now. */
  readonly later = signal(false);
  private register: string | null = null;

  constructor(
    private readonly db: Database,
    private readonly hub: Hub,
    journal: Journal,
  ) {
    this.box = new DrawerBox(journal);
  }

  /** Somebody has signed in: shows the register's shift, and asks the hub how drawers are counted. */
  async enter(session: Session): Promise<void> {
    this.register = session.register.id;
    this.later.value = false;
    this.policy.value =
      ((await this.db.get('memory', policyKey(this.register))) as DrawerPolicy | undefined) ?? usual(session.currency);
    await this.recount();
    void this.ask(session);
    void this.box.prune();
  }

  private async ask(session: Session): Promise<void> {
    const register = session.register.id;
    const answer = await this.hub.call<{ limit: Money; blind: boolean; lastNumber: number; open?: OpenAtHub | null }>(
      `/api/v1/registers/${encodeURIComponent(register)}/drawer?all=true`,
      { timeoutMs: 5_000 },
    );
    if (answer.kind === 'ok' && typeof answer.body?.lastNumber === 'number') {
      const policy: DrawerPolicy = { limit: answer.body.limit.minor, blind: answer.body.blind };
      await this.db.put('memory', policy, policyKey(register));
      await this.box.raiseNumber(register, answer.body.lastNumber);
      if (answer.body.open) {
        await this.box.resume(resumed(answer.body.open, session.currency));
        await this.recount();
      }
      if (register === this.register) {
        this.policy.value = policy;
      }
    }
  }

  /** Looks again at what is written down; other tabs write too. */
  async recount(): Promise<void> {
    const { register } = this;
    [this.unsent.value, this.attention.value] = await Promise.all([this.box.unsent(), this.box.attention()]);
    if (register !== null) {
      [this.shift.value, this.closed.value] = await Promise.all([this.box.open(register), this.box.closed(register)]);
    }
  }
}

/** Before the hub has said otherwise: five whole units, and nothing is hidden. */
function usual(currency: string): DrawerPolicy {
  return { limit: 5 * 10 ** digitsOf(currency), blind: false };
}
