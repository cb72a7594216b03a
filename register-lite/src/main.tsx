import { render } from 'preact';
import { AppView } from './app';
import { App } from './app-state';
import { openDatabase } from './device/database';
import { mainOf, modeOf } from './screens/modes';
import { registerWorker } from './update';
import { openWords } from './words/languages';
import './tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/frame.css';
import './styles/sign-in.css';
import './styles/products.css';
import './styles/cart.css';
import './styles/tender.css';
import './styles/tendering.css';
import './styles/receipt.css';
import './styles/shift.css';
import './styles/device.css';
import './styles/people.css';
import './styles/print.css';
import './styles/words.css';
import './styles/selling.css';
import { t } from './words/words';

const root = document.getElementById('app')!;

try {
  const app = new App(await openDatabase('tillbridge-register', () => location.reload()));
  await openWords(await app.memory.language(), await app.memory.paperLanguage());
  const mode = modeOf(location.search);
  if (mode === 'display') {
    const { openDisplay } = await import('./screens/display/display');
    openDisplay(root);
  } else {
    const main = await mainOf(mode);
    render(main ? <AppView app={app} main={main} /> : <AppView app={app} />, root);
    await app.start();
  }
} catch (failure) {
  // Without storage no sale would be safe, so the till does not open.
  root.textContent = t('The till cannot use this browser\'s storage ({why}). Leave private mode or free some space, then reload.', { why: String(failure) });
}
void registerWorker();
