import type { ComponentType } from 'preact';
import { type App } from './app-state';
import { Counter } from './counter';
import { SetUp } from './screens/device/set-up';
import { SignIn } from './screens/sign-in/sign-in';
import type { Till } from './till';
import { NoticeList } from './ui/notice-list';
import { t } from './words/words';

export function AppView({ app, main: Main = Counter }: { app: App; main?: ComponentType<{ till: Till }> }) {
  const till = app.till.value;
  if (app.starting.value && !till && !app.membership.invitation.value) {
    return (
      <main class="splash" aria-busy="true">
        <p>{t('Opening the till…')}</p>
      </main>
    );
  }
  return (
    <>
      {barred(app) ? <SetUp app={app} /> : till && (Main !== Counter || !app.lock.locked.value) ? <Main key={till.session.user.id} till={till} /> : <SignIn app={app} />}
      <NoticeList />
    </>
  );
}

/** Whoever is at a sale or a payment ends it first. */
function barred(app: App): boolean {
  const till = app.till.value;
  const busy = till !== null && (till.screen.value.kind !== 'sale' || till.sale.count.value > 0 || till.sale.payment.value !== null);
  return app.membership.barred && !busy;
}
