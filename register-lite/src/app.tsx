import { type App } from './app-state';
import { Counter } from './counter';
import { SignIn } from './screens/sign-in/sign-in';
import { NoticeList } from './ui/notice-list';
import { t } from './words/words';

export function AppView({ app }: { app: App }) {
  const till = app.till.value;
  if (app.starting.value && !till) {
    return (
      <main class="splash" aria-busy="true">
        <p>{t('Opening the till…')}</p>
      </main>
    );
  }
  return (
    <>
      {till ? <Counter key={till.session.user.id} till={till} /> : <SignIn app={app} />}
      <NoticeList />
    </>
  );
}
