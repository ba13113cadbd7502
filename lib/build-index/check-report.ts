import type { IndexCheck } from './check.ts';
import type { Finding } from './findings.ts';

/** Returns the result of a check as text for the publisher. */
export function checkReport({ manifest, findings, segments, cards, texts, documents }: IndexCheck): string {
  const errors = findings.filter(({ kind }) => kind === 'error');
  const advice = findings.filter(({ kind }) => kind === 'advice');
  const checked = `${segments} segments with ${cards} cards, ${texts} texts and ${documents} documents`;
  return `${[
    `${manifest}: checked ${checked}.`,
    ...section('Errors', errors),
    ...section('Advice', advice),
    errors.length === 0
      ? 'Readers can use this index.'
      : `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}.`,
  ].join('\n')}\n`;
}

function section(title: string, findings: readonly Finding[]): string[] {
  return findings.length === 0
    ? []
    : [`${title}:`, ...findings.map((finding) => `  ${findingSentence(finding)}`)];
}

/** Returns a finding as a sentence: first the place, then the problem. */
export function findingSentence({ file, where, says }: Finding): string {
  return `${file}${where === undefined ? '' : `, ${where}`} ${says}.`;
}
