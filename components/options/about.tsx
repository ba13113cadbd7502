import type { JSX } from 'preact';
import { browser } from '../../lib/browser/browser.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/** The version of the extension, and a link to the welcome page. */
export function About(): JSX.Element {
  const publication = readyValue(useLiveQuery('indexStatus'))?.index?.publication.name;
  return (
    <section>
      <h2>{text('aboutTitle')}</h2>
      <p>
        {text(
          'aboutVersion',
          browser.runtime.getManifest().version,
          publication ?? new URL(PUBLICATION_ADDRESS).hostname,
        )}
      </p>
      <p>
        <a href="/welcome.html">{text('aboutWelcome')}</a>
      </p>
    </section>
  );
}
