import type { JSX } from 'preact';
import type { Commands as BrowserCommands } from 'webextension-polyfill';
import { setLetterKeys } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useInitialFacts } from './initial-facts.ts';

/** The keyboard shortcuts of the extension, and a switch for the library's single-letter shortcuts. */
export function Keyboard(): JSX.Element {
  const { commands } = useInitialFacts();
  return (
    <section>
      <h2>{text('keysTitle')}</h2>
      {commands && <Commands commands={commands} />}
      <LetterKeys />
    </section>
  );
}

/**
 * Lists the extension's commands, each with the shortcut that the browser has assigned, if there is one. A shortcut may
 * differ from the suggestion of the extension, for example if another extension uses the same keys
 * (https://developer.chrome.com/docs/extensions/reference/api/commands).
 */
function Commands({ commands }: { commands: readonly BrowserCommands.Command[] }): JSX.Element {
  return (
    <>
      <dl class="keys">
        {commands.map(({ name = '', description, shortcut }) => (
          <div key={name}>
            <dt>{description || nameOf(name)}</dt>
            <dd>{shortcut ? <kbd>{shortcut}</kbd> : <span class="muted">{text('keyNone')}</span>}</dd>
          </div>
        ))}
      </dl>
      <p class="muted">{text('keysChange')}</p>
    </>
  );
}

/** A switch for the library's single-letter shortcuts (https://www.w3.org/TR/WCAG22/#character-key-shortcuts). */
function LetterKeys(): JSX.Element {
  const { letterKeys } = useSettings(useInitialFacts().settings);
  const { change, failure } = useChange('change a setting');
  const toggle = guardedListener('switch letter keys', () => change(() => setLetterKeys(!letterKeys)));
  return (
    <>
      <label class="switch">
        <span>{text('letterKeys')}</span>
        {/* biome-ignore lint/a11y/useAriaPropsForRole: a native checkbox exposes its state itself */}
        <input type="checkbox" role="switch" checked={letterKeys} onChange={toggle} />
      </label>
      <ChangeFailed failure={failure} />
    </>
  );
}

/**
 * Returns the name of a command that the browser lists without a description. Such commands open the popup or the
 * sidebar (https://developer.mozilla.org/docs/Mozilla/Add-ons/WebExtensions/manifest.json/commands).
 */
function nameOf(command: string): string {
  return text(command === '_execute_sidebar_action' ? 'commandSidePanel' : 'commandPopup');
}
