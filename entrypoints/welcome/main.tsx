import type { JSX } from 'preact';
import { ModeChoice } from '../../components/options/mode-choice.tsx';
import { Mark } from '../../components/ui/icons.tsx';
import { readyValue } from '../../components/ui/loading.ts';
import { renderPage } from '../../components/ui/render-page.tsx';
import { useAsync } from '../../components/ui/use-async.ts';
import { useLiveQuery } from '../../components/ui/use-live-query.ts';
import { FollowLenses } from '../../components/welcome/follow-lenses.tsx';
import { browser } from '../../lib/browser/browser.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { PUBLICATION } from '../../lib/browser/publication.ts';
import '../../components/ui/page.css';

function Welcome(): JSX.Element {
  const index = readyValue(useLiveQuery('indexStatus'))?.index;
  const publication = index?.publication.name ?? new URL(PUBLICATION).hostname.toUpperCase();
  return (
    <main class="page">
      <p class="brand">
        <Mark />
      </p>
      <h1>{text('welcomeTitle')}</h1>
      <p class="lead">
        {text('welcomeOne', publication)} {text('welcomeTwo')} {text('welcomeThree')}
      </p>
      <section>
        <h2>{text('modeTitle')}</h2>
        <ModeChoice />
      </section>
      <Pinning />
      <section>
        <h2>{text('followTitle')}</h2>
        <p>{text('followText')}</p>
        <FollowLenses isPrivate={false} />
      </section>
      <p class="lead">{text('welcomeDone')}</p>
    </main>
  );
}

/** Shows how to pin the toolbar button, in browsers that hide it at first (Chrome). */
function Pinning(): JSX.Element | null {
  const settings = readyValue(useAsync(async () => browser.action.getUserSettings?.(), []));
  if (settings?.isOnToolbar === undefined) return null;
  return (
    <section>
      <h2>{text('pinTitle')}</h2>
      <p>{text(settings.isOnToolbar ? 'pinDone' : 'pinText')}</p>
      {!settings.isOnToolbar && <PinDrawing />}
    </section>
  );
}

/** A drawing of the toolbar with puzzle piece and pin. Hidden from screen readers: the text above says the same. */
function PinDrawing(): JSX.Element {
  return (
    <svg class="pin-drawing" viewBox="0 0 320 96" aria-hidden="true" focusable="false">
      <rect x="1" y="1" width="318" height="34" rx="8" class="pin-bar" />
      <rect x="12" y="9" width="210" height="18" rx="9" class="pin-field" />
      <path d="M246 12h5a4 4 0 1 1 8 0h5v6a4 4 0 1 1 0 8v3h-18z" class="pin-piece" />
      <circle cx="300" cy="18" r="8" class="pin-field" />
      <rect x="150" y="44" width="150" height="46" rx="8" class="pin-bar" />
      <circle cx="168" cy="67" r="7" class="pin-lens" />
      <path d="M173 72l5 5" class="pin-lens" />
      <rect x="186" y="62" width="66" height="10" rx="5" class="pin-field" />
      <path d="M272 58h12l-2 8 4 4h-7v8l-1 2-1-2v-8h-7l4-4z" class="pin-piece" />
    </svg>
  );
}

renderPage(<Welcome />, 'welcomeTitle');
