import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import { Mark } from '../ui/icons.tsx';
import { readyValue } from '../ui/loading.ts';
import { SkipLink } from '../ui/skip-link.tsx';
import { usePin } from '../ui/use-is-pinned.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useModeChoice } from '../ui/use-mode-choice.ts';
import { useRescuedFocus } from '../ui/use-rescued-focus.ts';
import { FirstChoice } from './first-choice.tsx';
import { LensList } from './follow-lenses.tsx';
import { HowItWorksDrawing } from './how-it-works-drawing.tsx';
import { NeverDoes } from './never-does.tsx';
import { Pinning } from './pinning.tsx';
import { RealArticles, useRealArticles } from './real-articles.tsx';
import { Sample } from './sample.tsx';

/** The page after the installation: the choice of a mode, articles to try, and what the extension never does. */
export function WelcomePage(): JSX.Element {
  const page = useRescuedFocus<HTMLElement>();
  const choice = useModeChoice();
  const status = useLiveQuery('indexStatus');
  const articles = useRealArticles(status);
  const pin = usePin();
  // The page lists the lenses only after the reader has opened an article or the sample.
  const [hasOpened, setHasOpened] = useState(false);
  const opened = (): void => setHasOpened(true);
  const publication =
    readyValue(status)?.index?.publication.name ?? new URL(PUBLICATION_ADDRESS).hostname.toUpperCase();
  const isAutomatic = choice.settings?.mode === 'automatic';
  const isOnClick = choice.settings?.mode === 'on-click';
  const [first] = articles.state === 'ready' ? articles.cards : [];
  return (
    <>
      <SkipLink />
      <main ref={page} id="content" class="page welcome" tabIndex={-1}>
        <div class="hero">
          <div>
            <p class="brand">
              <Mark /> {text('extensionName')}
            </p>
            <h1>{text('welcomeHeadline')}</h1>
            <p class="lead">{text(isOnClick ? 'welcomeLeadOnClick' : 'welcomeLead', publication)}</p>
            <FirstChoice choice={choice} isPinned={pin.isPinned} article={first} opened={opened} />
          </div>
          <HowItWorksDrawing />
        </div>
        <Pinning pin={pin} />
        <RealArticles articles={articles} isAutomatic={isAutomatic} opened={opened} />
        <Sample publication={publication} opened={opened} />
        <NeverDoes settings={choice.settings} status={readyValue(status)} />
        {hasOpened && (
          <section>
            <h2>{text('followTitle')}</h2>
            <p class="muted">{text('followText')}</p>
            <LensList isPrivate={false} />
          </section>
        )}
      </main>
    </>
  );
}
