import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { askForAllSites, askForPublication } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { mayReadAllSites, mayReadPublication } from '../../lib/browser/permissions.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import { usePermission } from './use-permission.ts';
import { useSettings } from './use-settings.ts';

interface NoticeProps {
  readonly titled?: boolean;
  /** Settings and permissions that the page has already read. */
  readonly known?: {
    readonly settings: Settings;
    readonly allSites: boolean | undefined;
    readonly publication: boolean | undefined;
  };
}

/**
 * Tells the reader that the extension has lost a permission that it needs, and offers a button that requests it again.
 * Shows nothing while no permission is missing.
 */
export function AccessNotice({ titled = false, known }: NoticeProps): JSX.Element {
  const automatic = useSettings(known?.settings)?.mode === 'automatic';
  const allSites = usePermission(mayReadAllSites, known?.allSites);
  const publication = usePermission(mayReadPublication, known?.publication);
  return (
    <>
      {automatic && allSites === false && (
        <Lost titled={titled} words={text('accessLostText')} ask={askForAllSites} />
      )}
      {publication === false && (
        <Lost
          titled={titled}
          words={text('publicationLostText', new URL(PUBLICATION_ADDRESS).hostname)}
          ask={askForPublication}
        />
      )}
    </>
  );
}

interface Props {
  readonly titled: boolean;
  readonly words: string;
  readonly ask: () => Promise<boolean>;
}

function Lost({ titled, words, ask }: Props): JSX.Element {
  const [isRefused, setRefused] = useState(false);
  const askAgain = guardedListener('ask for access', async () => setRefused(!(await ask())));
  return (
    <section class="notice" role="alert">
      {titled && <h2>{text('accessLostTitle')}</h2>}
      <p>{words}</p>
      <button type="button" class={titled ? 'button is-primary' : 'button'} onClick={askAgain}>
        {text('accessGrant')}
      </button>
      <p role="status">{isRefused && text('accessRefused')}</p>
    </section>
  );
}
