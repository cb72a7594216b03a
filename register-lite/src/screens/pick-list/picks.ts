import { signal } from '@preact/signals';
import type { Database } from '../../device/database';
import type { Hub } from '../../hub/client';

export interface PickLine {
  readonly id: string;
  readonly title: string;
  readonly units: number;
}

/** Something to get together: an order of the online shop, or what the till has sent here. */
export interface Pick {
  readonly id: string;
  readonly from: 'shop' | 'till';
  readonly name: string;
  /** When it came (ISO 8601). */
  readonly at: string;
  readonly lines: readonly PickLine[];
}

interface WebOrder {
  readonly id: string;
  readonly name: string;
  readonly soldAt: string;
  readonly lines: readonly { readonly lineId: string; readonly sku: string; readonly title: string; readonly units: number }[];
  readonly picked?: unknown;
}

const KEPT = 'pick-list';
const TICKED = 'pick-list-ticked';
const CHANNEL = 'tillbridge-pick-list';
const EVERY_MS = 15_000;

/** Puts what was sold on the list of this device, where the next window sees it at once. */
export async function sendToList(db: Database, pick: Pick): Promise<void> {
  const tx = db.transaction('memory', 'readwrite');
  const kept = ((await tx.store.get(KEPT)) as readonly Pick[] | undefined) ?? [];
  await tx.store.put([...kept.filter(({ id }) => id !== pick.id), pick], KEPT);
  await tx.done;
  new BroadcastChannel(CHANNEL).postMessage('changed');
}

/** What is to be got together here, the oldest first; what was ticked off survives a reload. */
export class Picks {
  readonly all = signal<readonly Pick[]>([]);
  readonly ticked = signal<ReadonlySet<string>>(new Set());
  private ordered: readonly Pick[] = [];
  private timer: ReturnType<typeof setInterval> | undefined;
  private readonly channel = new BroadcastChannel(CHANNEL);

  constructor(
    private readonly db: Database,
    private readonly hub: CallsOnly,
    private readonly location: string,
  ) {}

  async open(): Promise<void> {
    this.ticked.value = new Set((await this.db.get('memory', TICKED)) as readonly string[] | undefined);
    this.channel.onmessage = () => void this.look();
    this.timer = setInterval(() => void this.look(), EVERY_MS);
    await this.look();
  }

  close(): void {
    clearInterval(this.timer);
    this.channel.close();
  }

  /** Looks again; while the hub is away what it said last stays. */
  async look(): Promise<void> {
    const answer = await this.hub.call<{ orders: readonly WebOrder[] }>(`/api/v1/web-orders?location=${encodeURIComponent(this.location)}`, { timeoutMs: 5_000 });
    if (answer.kind === 'ok') {
      this.ordered = answer.body.orders.filter((order) => !order.picked).map((order) => ({ id: order.id, from: 'shop', name: order.name, at: order.soldAt, lines: order.lines.map(({ lineId, title, units }) => ({ id: lineId, title, units })) }));
    }
    const sent = ((await this.db.get('memory', KEPT)) as readonly Pick[] | undefined) ?? [];
    this.all.value = [...this.ordered, ...sent].sort((a, b) => a.at.localeCompare(b.at));
  }

  isTicked(pick: Pick, line: PickLine): boolean {
    return this.ticked.value.has(`${pick.id} ${line.id}`);
  }

  async tick(pick: Pick, line: PickLine): Promise<void> {
    const next = new Set(this.ticked.value);
    const key = `${pick.id} ${line.id}`;
    if (!next.delete(key)) {
      next.add(key);
    }
    this.ticked.value = next;
    await this.db.put('memory', [...next], TICKED);
  }

  /** All of it is together: it goes from the list. Why not, in a sentence of the hub, else null. */
  async bump(pick: Pick, reasonOf: (answer: { kind: 'refused' | 'lost' }) => string): Promise<string | null> {
    if (pick.from === 'shop') {
      const answer = await this.hub.call(`/api/v1/web-orders/${pick.id}/pick`, { method: 'POST' });
      if (answer.kind !== 'ok') {
        return reasonOf(answer);
      }
    } else {
      const tx = this.db.transaction('memory', 'readwrite');
      const kept = ((await tx.store.get(KEPT)) as readonly Pick[] | undefined) ?? [];
      await tx.store.put(kept.filter(({ id }) => id !== pick.id), KEPT);
      await tx.done;
      this.channel.postMessage('changed');
    }
    this.ticked.value = new Set([...this.ticked.value].filter((key) => !key.startsWith(`${pick.id} `)));
    await this.db.put('memory', [...this.ticked.value], TICKED);
    await this.look();
    return null;
  }
}

/** As much of the hub as is needed here. */
interface CallsOnly {
  readonly call: Hub['call'];
}
