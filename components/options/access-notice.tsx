import type { JSX } from 'preact';
import { askForAllSites, askForPublication } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { mayReadAllSites, mayReadPublication } from '../../lib/browser/permissions.ts';
import { PUBLICATION } from '../../lib/browser/publication.ts';
import { usePermission } from '../ui/use-permission.ts';
import { useSettings } from '../ui/use-settings.ts';

/** Tells the reader if the extension has lost a permission that it needs, with a button that asks for it again. */
export function AccessNotice(): JSX.Element {
  const automatic = useSettings()?.mode === 'automatic';
  const allSites = usePermission(mayReadAllSites);
  const publication = usePermission(mayReadPublication);
  return (
    <>
      {automatic && allSites === false && <Lost words={text('accessLostText')} ask={askForAllSites} />}
      {publication === false && (
        <Lost words={text('publicationLostText', new URL(PUBLICATION).hostname)} ask={askForPublication} />
      )}
    </>
  );
}

function Lost({ words, ask }: { words: string; ask: () => Promise<boolean> }): JSX.Element {
  return (
    <section class="notice" role="alert">
      <h2>{text('accessLostTitle')}</h2>
      <p>{words}</p>
      <button type="button" class="button is-primary" onClick={on('ask for access', ask)}>
        {text('accessGrant')}
      </button>
    </section>
  );
}
