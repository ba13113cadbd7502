import type { IndexCheck } from './check.ts';
import type { Finding } from './findings.ts';

/** What a check found, as the index's publisher reads it. */
export function checkReport({ manifest, findings, segments, cards, texts, documents }: IndexCheck): string {
  const errors = findings.filter(({ kind }) => kind === 'error');
  const advice = findings.filter(({ kind }) => kind === 'advice');
  const looked = `${manifest}: ${segments} segments with ${cards} cards, ${texts} texts, ${documents} documents looked at.`;
  return `${[
    looked,
    ...section('Errors', errors),
    ...section('Advice', advice),
    errors.length === 0
      ? 'Readers can use this index.'
      : `${errors.length} ${errors.length === 1 ? 'error' : 'errors'}.`,
  ].join('\n')}\n`;
}

function section(title: string, findings: readonly Finding[]): string[] {
  return findings.length === 0 ? [] : [`${title}:`, ...findings.map((finding) => `  ${sentence(finding)}`)];
}

/** A finding as one sentence: place, then what is wrong there. */
export function sentence({ file, where, says }: Finding): string {
  return `${file}${where === undefined ? '' : `, ${where}`} ${says}.`;
}
