import { signal } from '@preact/signals';
import type { Database } from '../device/database';
import { type Hub, reasonOf } from '../hub/client';
import { newId } from '../ids';
import type { Journal } from '../journal/journal';
import type { Till } from '../till';
import type { Approver, NotAllowed } from '../ui/manager-form';
import type { Session } from '../wire';
import { t } from '../words/words';
import { type Approval, APPROVAL_MS, type ApprovalKind, mayApprove, type Scope, textOf } from './approval';
import type { Proof } from './offline-session';
import type { PeopleDesk } from './people-desk';
import { signed } from './person-key';

export type { Approval, ApprovalKind, Scope } from './approval';

/** What somebody is asked for. */
export interface Ask {
  readonly kind: ApprovalKind;
  readonly scope: Scope;
  /** What is asked, as the head of the dialog, in the language of the till. */
  readonly title: string;
  /** Why, in a sentence or two, for whoever comes to the till; may be left out. */
  readonly text?: string;
  /** Why, if the cashier has said so already; otherwise the dialog asks. */
  readonly reason?: string;
}

/** An open question: `done` ends it, with a yes or with null. */
export interface Asking {
  readonly ask: Ask;
  readonly done: (approval: Approval | null) => void;
}

/**
 * Asks for a second person's yes, by PIN at this device, with or without the hub. Resolves to the approval, which is written
 * down by then, or to null when the dialog was closed. Whoever manages the store and stands here himself is not asked; that
 * too is written down. One question at a time: a new one ends the one before with null.
 */
export function askApproval(till: Till, ask: Ask): Promise<Approval | null> {
  return till.app.approvals.ask(till.session, ask);
}

const WAITING = 'approvals';

/** Asks for approvals, writes them down, and brings to the hub what was approved without it. */
export class Approvals {
  readonly asking = signal<Asking | null>(null);
  /** The key of whoever signed in with his PIN since the page was opened. */
  own: Proof | null = null;
  private readonly db: Database;

  constructor(
    private readonly journal: Journal,
    private readonly hub: Pick<Hub, 'call'>,
    private readonly people: PeopleDesk,
    private readonly now: () => number = () => Date.now(),
  ) {
    this.db = journal.db;
  }

  async ask(session: Session, ask: Ask): Promise<Approval | null> {
    this.asking.value?.done(null);
    if (mayApprove(session.user.role) && ask.reason !== undefined) {
      return this.alone(session, ask, ask.reason);
    }
    return new Promise((resolve) => {
      const asking: Asking = {
        ask,
        done: (approval) => {
          if (this.asking.value === asking) {
            this.asking.value = null;
          }
          resolve(approval);
        },
      };
      this.asking.value = asking;
    });
  }

  /** Whoever stands here may himself. */
  async alone(session: Session, ask: Ask, reason: string): Promise<Approval> {
    const own = this.own?.person === session.user.id ? this.own : null;
    const unsigned: Approval = {
      ...this.begun(session, ask, reason),
      approvedBy: { id: session.user.id, name: session.user.name },
      how: 'OWN',
      key: own?.key ?? null,
      signature: null,
    };
    const approval = own ? { ...unsigned, signature: await signed(own.secret, await textOf(unsigned)) } : unsigned;
    await this.write(approval);
    return approval;
  }

  /** Somebody types his PIN: asks the hub, or, while it is away, the device. */
  async allow(session: Session, ask: Ask, reason: string, { name, pin }: Approver): Promise<Approval | NotAllowed> {
    const begun = this.begun(session, ask, reason);
    if (name.trim().toLowerCase() === session.user.name.toLowerCase()) {
      return { why: t('This needs a second person, not whoever sells.'), waitMs: null };
    }
    const answer = await this.hub.call<{ id: string; approvedBy: { id: string; name: string; role: string } }>('/api/v1/approvals', {
      method: 'POST',
      body: { id: begun.id, kind: begun.kind, subject: begun.subject, allowed: begun.allowed, register: begun.register, expiresAt: begun.expiresAt, reason, name, pin },
    });
    switch (answer.kind) {
      case 'ok': {
        const { approvedBy } = answer.body;
        void this.people.learn(approvedBy, pin, session.register.id);
        return { ...begun, approvedBy: { id: approvedBy.id, name: approvedBy.name }, how: 'ONLINE', key: null, signature: null };
      }
      case 'refused':
        return {
          why: answer.problem.code === 'approval-refused' ? t('Name or PIN is wrong, or not that of somebody who may approve this.') : reasonOf(answer.problem),
          waitMs: answer.waitMs,
        };
      case 'lost':
        return this.allowOffline(session, ask, reason, { name, pin });
    }
  }

  /** The hub has just taken this PIN for something else: from now on this device can check it alone. */
  async learn(session: Session, { name, pin }: Approver): Promise<void> {
    const person = this.people.colleagues.value.find((each) => each.name.toLowerCase() === name.trim().toLowerCase());
    if (person) {
      await this.people.learn(person, pin, session.register.id);
    }
  }

  /** As `allow`, by what this device knows of people. */
  async allowOffline(session: Session, ask: Ask, reason: string, { name, pin }: Approver): Promise<Approval | NotAllowed> {
    const checked = await this.people.check(name, pin);
    switch (checked.kind) {
      case 'wait':
        return { why: '', waitMs: checked.ms };
      case 'stranger':
        return { why: t('The hub is away, and this till does not know {name} well enough. Ask somebody who has worked with a PIN at this till.', { name }), waitMs: null };
      case 'stale':
        return { why: t('The hub has been away for more than 7 days, so PINs are not taken here any more.'), waitMs: null };
      case 'wrong':
        return { why: t('Name or PIN is wrong, or not that of somebody who may approve this.'), waitMs: null };
      case 'right': {
        const { key, secret } = checked;
        if (!mayApprove(key.role)) {
          return { why: t('Name or PIN is wrong, or not that of somebody who may approve this.'), waitMs: null };
        }
        if (key.person === session.user.id) {
          return { why: t('This needs a second person, not whoever sells.'), waitMs: null };
        }
        const unsigned: Approval = { ...this.begun(session, ask, reason), approvedBy: { id: key.person, name: key.name }, how: 'OFFLINE', key: key.id, signature: null };
        const approval = { ...unsigned, signature: await signed(secret, await textOf(unsigned)) };
        await this.write(approval);
        return approval;
      }
    }
  }

  /**
   * Into the signed journal, before the sale that it is for. What carries no signature of a person counts only by the
   * session of whoever it names, so it goes that way.
   */
  private async write(approval: Approval): Promise<void> {
    if (approval.signature !== null && (await this.journal.identity())) {
      await this.journal.append({ kind: 'APPROVAL', id: approval.id, body: JSON.stringify(approval), person: approval.askedBy.name });
    } else {
      await this.keep(approval);
      void this.flush();
    }
  }

  /** What was approved here and is not at the hub yet, oldest first; without what is in the journal. */
  async waiting(): Promise<readonly Approval[]> {
    return ((await this.db.get('memory', WAITING)) as readonly Approval[] | undefined) ?? [];
  }

  /** Brings it to the hub, before the sales that it is for. False when the hub could not be asked. */
  async flush(): Promise<boolean> {
    const waiting = await this.waiting();
    if (waiting.length === 0) {
      return true;
    }
    const answer = await this.hub.call<{ taken: readonly string[] }>('/api/v1/approvals/given', { method: 'POST', body: { approvals: waiting } });
    if (answer.kind !== 'ok' || !Array.isArray(answer.body.taken)) {
      return answer.kind === 'refused' && ![401, 403, 408, 425, 429].includes(answer.status);
    }
    const { taken } = answer.body;
    await this.change((now) => now.filter(({ id }) => !taken.includes(id)));
    return true;
  }

  private begun(session: Session, { kind, scope }: Ask, reason: string) {
    const now = this.now();
    return {
      id: newId(),
      kind,
      subject: scope.subject,
      allowed: JSON.stringify(scope.allowed),
      register: session.register.id,
      askedBy: { id: session.user.id, name: session.user.name },
      approvedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + APPROVAL_MS).toISOString(),
      reason,
    };
  }

  private keep(approval: Approval): Promise<void> {
    return this.change((now) => [...now, approval]);
  }

  private async change(to: (waiting: readonly Approval[]) => readonly Approval[]): Promise<void> {
    const tx = this.db.transaction('memory', 'readwrite', { durability: 'strict' });
    await tx.store.put(to(((await tx.store.get(WAITING)) as readonly Approval[] | undefined) ?? []), WAITING);
    await tx.done;
  }
}

/** Tells a yes from a no. */
export function isApproval(answer: Approval | NotAllowed): answer is Approval {
  return 'approvedBy' in answer;
}
