import { type App } from './app-state';
import { Counter } from './counter';
import { SetUp } from './screens/device/set-up';
import { SignIn } from './screens/sign-in/sign-in';
import { NoticeList } from './ui/notice-list';
import { t } from './words/words';

export function AppView({ app }: { app: App }) {
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
      {barred(app) ? <SetUp app={app} /> : till ? <Counter key={till.session.user.id} till={till} /> : <SignIn app={app} />}
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
