import type { JSX } from 'preact';
import { browser } from '../../lib/browser/browser.ts';
import { count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { Icon, Mark } from '../ui/icons.tsx';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** The name of the extension, and buttons that open side panel, library and options. */
export function PanelHeader({ openPanel }: { openPanel: (() => void) | undefined }): JSX.Element {
  const news = readyValue(useLiveQuery('newCount')) ?? 0;
  const openLibrary = on('open the library', () =>
    browser.tabs.create({ url: browser.runtime.getURL('/library.html') }),
  );
  return (
    <header class="panel-header">
      <span class="brand">
        <Mark />
        {text('extensionName')}
      </span>
      {openPanel && <IconButton icon="panel" label={text('openSidePanel')} onClick={openPanel} />}
      <IconButton
        icon="shelf"
        label={news > 0 ? count('libraryNew', news) : text('library')}
        number={news}
        onClick={openLibrary}
      />
      <IconButton
        icon="gear"
        label={text('options')}
        onClick={on('open options', () => browser.runtime.openOptionsPage())}
      />
    </header>
  );
}

function IconButton({
  icon,
  label,
  number = 0,
  onClick,
}: {
  icon: 'panel' | 'shelf' | 'gear';
  label: string;
  /** The number in the label, also shown small beside the icon; 0 shows none. */
  number?: number;
  onClick: () => void;
}): JSX.Element {
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} onClick={onClick}>
      <Icon name={icon} />
      {number > 0 && <span class="icon-number">{number}</span>}
    </button>
  );
}
