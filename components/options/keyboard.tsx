import type { JSX } from 'preact';
import { browser } from '../../lib/browser/browser.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';

/**
 * Lists the shortcuts that the browser has assigned. They may differ from those that the extension suggests, for
 * example if another extension uses the same keys
 * (https://developer.chrome.com/docs/extensions/reference/api/commands).
 */
export function Keyboard(): JSX.Element | null {
  const commands = readyValue(useAsync(async () => browser.commands?.getAll(), []));
  if (!commands) return null;
  return (
    <section>
      <h2>{text('keysTitle')}</h2>
      <dl class="keys">
        {commands.map(({ name = '', description, shortcut }) => (
          <div key={name}>
            <dt>{description || nameOf(name)}</dt>
            <dd>{shortcut ? <kbd>{shortcut}</kbd> : <span class="muted">{text('keyNone')}</span>}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{text('keysChange')}</p>
    </section>
  );
}

/** The name of a command that the browser lists without a description: it opens the popup or the sidebar. */
function nameOf(command: string): string {
  return text(command === '_execute_sidebar_action' ? 'commandSidePanel' : 'commandPopup');
}
