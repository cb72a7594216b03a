import { Languages } from 'lucide';
import type { App } from '../app-state';
import { language, languages, paperLanguage, speak, speakOnPaper, t } from '../words/words';
import { Icon } from './icon';
import { tell } from './notices';

/** The language of the screens, for whoever stands here next too. */
export function LanguageChoice({ app }: { app: App }) {
  const choose = async (code: string) => {
    try {
      await speak(code);
      await app.memory.rememberLanguage(code);
    } catch {
      tell(t('This language could not be loaded. Try again when the hub answers.'), { tone: 'wrong' });
    }
  };
  return (
    <label class="language">
      <Icon of={Languages} />
      <span class="sr-only">{t('Language')}</span>
      <select data-testid="language" value={language.value.code} onChange={(event) => void choose(event.currentTarget.value)}>
        {languages.value.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}

/** The language of receipts, if customers read another one than the people at the till. */
export function PaperLanguageChoice({ app }: { app: App }) {
  const choose = async (code: string | null) => {
    try {
      await speakOnPaper(code);
      await app.memory.rememberPaperLanguage(code);
    } catch {
      tell(t('This language could not be loaded. Try again when the hub answers.'), { tone: 'wrong' });
    }
  };
  return (
    <label class="field">
      <span>{t('Language of receipts')}</span>
      <select data-testid="paper-language" value={paperLanguage.value ?? ''} onChange={(event) => void choose(event.currentTarget.value || null)}>
        <option value="">{t('As on the screen')}</option>
        {languages.value.map(({ code, name }) => (
          <option key={code} value={code} lang={code}>
            {name}
          </option>
        ))}
      </select>
    </label>
  );
}
