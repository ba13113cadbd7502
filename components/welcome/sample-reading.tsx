import type { JSX } from 'preact';
import type { Block } from '../../lib/analysis/content-blocks.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import { NotSavedReason } from '../reading/not-saved-reason.ts';
import { PathTarget } from '../reading/path-link.tsx';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { ReadingView } from '../reading/reading-view.tsx';
import { LensHuesProvider } from '../ui/appearance.ts';
import './sample.css';

const LENS = 'sample';
const NOT_SAVED = 'sampleReason';
const PUBLISHED = '2026-07-02';

/** An invented article, and its analysis in the same view as in the popup. Nothing is stored. */
export function SampleReading({ publication }: { publication: string }): JSX.Element {
  return (
    <div class="sample">
      <article class="sample-article" aria-labelledby="sample-headline">
        <p class="sample-outlet">{text('sampleOutlet')}</p>
        <h3 id="sample-headline">{text('sampleHeadline')}</h3>
        <p>{text('sampleArticleOne')}</p>
        <p>{text('sampleArticleTwo')}</p>
        <p>{text('sampleArticleThree')}</p>
      </article>
      <div class="sample-analysis">
        <LensHuesProvider value={{ [LENS]: 1 }}>
          <NotSavedReason.Provider value={NOT_SAVED}>
            <PathTarget.Provider value="none">
              <ReadingView analysis={sampleAnalysis(publication)} isPrivate={true} />
            </PathTarget.Provider>
          </NotSavedReason.Provider>
        </LensHuesProvider>
      </div>
    </div>
  );
}

const paragraph = (words: string): Block => ({ type: 'paragraph', content: [words] });

/**
 * Returns the analysis of the sample, in the interface's language. It has no source, because its article exists only on
 * this page.
 */
function sampleAnalysis(publication: string): ReadableAnalysis {
  return {
    card: {
      id: 'civic-lens-sample',
      url: PUBLICATION_ADDRESS,
      headline: text('sampleAnalysisHeadline'),
      summary: text('sampleSummary'),
      lens: LENS,
      published: PUBLISHED,
      readMinutes: 1,
      outlet: text('sampleOutlet'),
      sources: [],
      topics: [],
    },
    lens: { id: LENS, name: text('sampleLens') },
    publication: { name: publication, url: PUBLICATION_ADDRESS, language: text('languageTag') },
    because: { kind: 'exact', by: 'address', headline: 'same' },
    text: {
      sections: [
        { heading: text('sampleHappenedTitle'), blocks: [paragraph(text('sampleHappened'))] },
        { heading: text('sampleGainsTitle'), blocks: [paragraph(text('sampleGains'))] },
        { heading: text('sampleMechanismTitle'), blocks: [paragraph(text('sampleMechanism'))] },
        { heading: text('sampleMattersTitle'), blocks: [paragraph(text('sampleMatters'))] },
        {
          heading: text('sampleWatchTitle'),
          blocks: [
            {
              type: 'list',
              ordered: false,
              items: [text('sampleWatchOne'), text('sampleWatchTwo'), text('sampleWatchThree')].map(
                (words) => [paragraph(words)],
              ),
            },
          ],
        },
      ],
      attribution: [],
    },
  };
}
