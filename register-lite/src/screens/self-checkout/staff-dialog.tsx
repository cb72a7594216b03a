import { reasonOf } from '../../hub/client';
import { newId } from '../../ids';
import type { Till } from '../../till';
import { Dialog } from '../../ui/dialog';
import { type Approver, ManagerForm, type NotAllowed } from '../../ui/manager-form';
import { t } from '../../words/words';

/** Something that customers may not do alone: somebody of the shop types name and PIN. */
export function StaffDialog({ till, title, onClose, onAllowed }: { till: Till; title: string; onClose: () => void; onAllowed: () => void }) {
  const allow = async (approver: Approver): Promise<NotAllowed | null> => {
    const refused = await approved(till, title, approver);
    if (refused === null) {
      onAllowed();
    }
    return refused;
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{t('This needs somebody of the shop.')}</p>
      <ManagerForm label={t('Allow it')} onAllow={allow} />
    </Dialog>
  );
}

/** The hub keeps who said yes and to what; null when it is allowed. */
async function approved(till: Till, reason: string, { name, pin }: Approver): Promise<NotAllowed | null> {
  const answer = await till.app.hub.call('/api/v1/pricing/approvals', {
    method: 'POST',
    body: { id: newId(), saleId: till.sale.cart.value.saleId, kind: 'DISCOUNT', ppm: 0, reason: `self-checkout: ${reason}`.slice(0, 200), name, pin },
  });
  switch (answer.kind) {
    case 'ok':
      return null;
    case 'refused':
      return { why: answer.problem.code === 'approval-refused' ? t('Name or PIN is wrong, or not that of somebody who may approve this.') : reasonOf(answer.problem), waitMs: answer.waitMs };
    case 'lost':
      return { why: t('The hub does not answer. Try again.'), waitMs: null };
  }
}
