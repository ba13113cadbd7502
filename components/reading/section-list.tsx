import type { JSX } from 'preact';
import type { AnalysisText } from '../../lib/analysis/analysis.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import type { PublicationText } from './readable-analysis.ts';
import { Blocks } from './text-blocks.tsx';

interface Props {
  readonly of: AnalysisText;
  readonly publicationText: PublicationText;
  /** BCP 47 tag of the language of the element around the sections. */
  readonly language: string | undefined;
}

/** Draws the sections of a text, and the attribution below them. */
export function SectionList({
  of: { sections, attribution },
  publicationText,
  language,
}: Props): JSX.Element {
  return (
    <>
      {sections.map((section, n) => (
        <section key={n}>
          <h2 tabIndex={-1} {...publicationText(section.heading)}>
            {section.heading}
          </h2>
          <Blocks blocks={section.blocks} language={language} />
        </section>
      ))}
      {attribution.length > 0 && (
        <section class="attribution">
          <h2 lang={document.documentElement.lang} dir={document.documentElement.dir as 'ltr'}>
            {text('attribution')}
          </h2>
          <Blocks blocks={attribution} language={language} />
        </section>
      )}
    </>
  );
}
