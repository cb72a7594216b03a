import type { ComponentType } from 'preact';
import { type App } from './app-state';
import { Counter } from './counter';
import { SignIn } from './screens/sign-in/sign-in';
import type { Till } from './till';
import { NoticeList } from './ui/notice-list';
import { t } from './words/words';

export function AppView({ app, main: Main = Counter }: { app: App; main?: ComponentType<{ till: Till }> }) {
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
      {till ? <Main key={till.session.user.id} till={till} /> : <SignIn app={app} />}
      <NoticeList />
    </>
  );
}
