import type { BuildReport } from './build-index.ts';
import type { PageProblem } from './crawl.ts';

/** Returns the result of a run as text for the publisher. */
export function buildReport(report: BuildReport, isVerbose = false): string {
  const { crawl, written, removed, requests, analyses, months, withdrawn } = report;
  const asked = `${counted(crawl.asked, 'page')}, ${crawl.unchanged} of them unchanged`;
  const lines = [
    `${counted(requests, 'request')}: requested ${asked}; knows ${counted(crawl.pages.size, 'page')}.`,
    ...listed('Could not be fetched', crawl.failures),
    ...listed('Could not be read', problemsOf(report)),
    ...(withdrawn.length > 0
      ? ['No longer in the index:', ...withdrawn.map((address) => `  ${address}`)]
      : []),
  ];
  const others = [...crawl.pages].filter(([, { analysis, lacks }]) => !analysis && lacks === undefined);
  if (isVerbose && others.length > 0)
    lines.push('Pages that are not analyses:', ...others.map(([address]) => `  ${address}`));
  else if (others.length > 0)
    lines.push(`${counted(others.length, 'page')} without an analysis (--verbose lists them).`);
  lines.push(
    written.length + removed.length === 0
      ? 'Nothing changed; no file was touched.'
      : `Wrote ${counted(written.length, 'file')}, removed ${removed.length}.`,
  );
  if (isVerbose) lines.push(...written.map((path) => `  + ${path}`), ...removed.map((path) => `  - ${path}`));
  lines.push(`The index has ${counted(analyses, 'card')} in ${counted(months, 'month')}.`);
  return `${lines.join('\n')}\n`;
}

/** Returns the pages that the index lacks, or has only in an old version, although the site may still have them. */
export function problemsOf({ crawl, doubles }: BuildReport): PageProblem[] {
  return [...crawl.problems, ...doubles];
}

function listed(title: string, problems: readonly PageProblem[]): string[] {
  if (problems.length === 0) return [];
  return [
    `${title}:`,
    ...problems.map(
      ({ address, why, isKept }) => `  ${address} ${why}${isKept ? '; its old card is kept' : ''}.`,
    ),
  ];
}

function counted(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}
