import { Info, TriangleAlert, X } from 'lucide';
import { t } from '../words/words';
import { Icon } from './icon';
import { dismiss, type Notice, notices } from './notices';

/** Notices at the edge of the screen, read out by screen readers; nothing waits for them. */
export function NoticeList() {
  const wrong = notices.value.filter((notice) => notice.tone === 'wrong');
  const info = notices.value.filter((notice) => notice.tone === 'info');
  return (
    <div class="notices">
      <div role="alert">{wrong.map((notice) => <NoticeView key={notice.id} notice={notice} />)}</div>
      <div role="status">{info.map((notice) => <NoticeView key={notice.id} notice={notice} />)}</div>
    </div>
  );
}

function NoticeView({ notice }: { notice: Notice }) {
  const { action } = notice;
  return (
    <div class={`notice ${notice.tone}`}>
      <Icon of={notice.tone === 'wrong' ? TriangleAlert : Info} />
      <span class="notice-text">{notice.text}</span>
      {action && (
        <button
          type="button"
          class="notice-action"
          onClick={() => {
            dismiss(notice.id);
            action.run();
          }}
        >
          {action.label}
        </button>
      )}
      <button type="button" class="notice-close" aria-label={t('Dismiss')} onClick={() => dismiss(notice.id)}>
        <Icon of={X} size={18} />
      </button>
    </div>
  );
}
