import { type JSX, render } from 'preact';
import { formatDay, text } from '../../lib/browser/interface-texts.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import type { AnalysisInFile } from '../../lib/transfer/analysis-in-file.ts';
import { exportedAnalyses, type TransferProgress } from '../../lib/transfer/records-to-export.ts';
import { Blocks } from '../reading/text-blocks.tsx';
import './print-sheet.css';

/**
 * Prints analyses in place of the page that the reader sees. Each analysis begins on a new sheet of paper.
 *
 * @param ids the analyses to print; absent for all saved analyses
 * @throws the reason of the signal if it is aborted
 */
export async function printAnalyses(
  ids: readonly string[] | undefined,
  progress: TransferProgress,
): Promise<void> {
  const all: AnalysisInFile[] = [];
  for await (const block of exportedAnalyses(ids, progress)) all.push(...block);
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  document.body.append(sheet);
  render(<Sheet analyses={all} />, sheet);
  // In some browsers, `print` returns before the page is printed. So wait for the event before removing the sheet. See
  // https://developer.mozilla.org/docs/Web/API/Window/afterprint_event
  addEventListener(
    'afterprint',
    () => {
      render(null, sheet);
      sheet.remove();
    },
    { once: true },
  );
  print();
}

function Sheet({ analyses }: { analyses: readonly AnalysisInFile[] }): JSX.Element {
  return (
    <>
      {analyses.map((kept) => (
        <PrintedAnalysis key={kept.saved.id} {...kept} />
      ))}
    </>
  );
}

function PrintedAnalysis({ saved, text: kept }: AnalysisInFile): JSX.Element {
  const { card, lens, note, highlights = [], publication } = saved;
  const { language } = publication;
  const [source] = card.sources;
  const facts = [lens?.name, card.type, formatDay(card.published), card.outlet].filter(
    (fact) => fact !== undefined,
  );
  return (
    <article {...languageAndDirection(card.headline, language)}>
      <h1>{card.headline}</h1>
      <p class="print-facts">{facts.join(' · ')}</p>
      {card.summary && <p>{card.summary}</p>}
      {note && <Own heading={text('exportedNote')} lines={[note]} />}
      {highlights.length > 0 && (
        <Own
          heading={text('exportedHighlights')}
          lines={highlights.map(({ exact, comment }) => (comment ? `“${exact}” ${comment}` : `“${exact}”`))}
        />
      )}
      {kept?.text.sections.map(({ heading, blocks }, n) => (
        <section key={n}>
          <h2>{heading}</h2>
          <Blocks blocks={blocks} language={language} />
        </section>
      )) ?? <p>{text('exportedPending')}</p>}
      {kept && <Blocks blocks={kept.text.attribution} language={language} />}
      <p class="print-facts">
        {[card.url, source?.url].filter((address) => address !== undefined).join(' · ')}
      </p>
    </article>
  );
}

/** Prints the reader's own words under a heading: the note, or the highlights. */
function Own({ heading, lines }: { heading: string; lines: readonly string[] }): JSX.Element {
  return (
    <section>
      <h2>{heading}</h2>
      {lines.map((line, n) => (
        <p key={n} class="print-own" dir="auto">
          {line}
        </p>
      ))}
    </section>
  );
}
