import { describe, expect, it } from 'vitest';
import { failureText, insteadText, textFailureText } from '../../components/ui/failure-text.ts';

const NOT_PROPER = 'the publication’s server did not answer properly';
const MISSING = 'a file is missing on the publication’s server';

describe('the reader is told why a sync failed', () => {
  it.each([
    [{ reason: 'http' }, NOT_PROPER],
    [{ reason: 'http', status: 403 }, `${NOT_PROPER} (error 403)`],
    [{ reason: 'http', status: 503 }, `${NOT_PROPER} (error 503)`],
    [{ reason: 'http', status: 404 }, `${MISSING} (error 404)`],
    [{ reason: 'http', status: 410 }, `${MISSING} (error 410)`],
    [{ reason: 'paused', status: 429 }, 'the publication asked for a pause (error 429)'],
    [{ reason: 'incomplete' }, 'the list is incomplete'],
  ] as const)('after %j', (failure, words) => {
    expect(failureText(failure)).toBe(words);
  });

  it.each([
    [{ reason: 'incomplete' }, 'the publication sent something other than the text'],
    [{ reason: 'http', status: 500 }, `${NOT_PROPER} (error 500)`],
  ] as const)('if the sync was for texts: %j', (failure, words) => {
    expect(textFailureText(failure)).toBe(words);
  });
});

describe('the reader is told why the pages of the publication are read', () => {
  const NO_LIST = 'The Lens offers no ready list, so Civic Lens reads its pages instead.';
  const instead = (why: string): string =>
    `Civic Lens reads the pages of The Lens instead of its ready list: ${why}.`;

  it.each([
    [{ reason: 'http', status: 404 }, NO_LIST],
    [{ reason: 'http', status: 410 }, NO_LIST],
    [{ reason: 'http', status: 403 }, instead(`${NOT_PROPER} (error 403)`)],
    [{ reason: 'not-json' }, instead('the publication sent something other than a list of analyses')],
  ] as const)('after %j', (failure, words) => {
    expect(insteadText('The Lens', failure)).toBe(words);
  });
});
