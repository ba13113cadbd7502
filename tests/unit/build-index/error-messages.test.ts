import { expect, it } from 'vitest';
import { reasonOf } from '../../../lib/build-index/error-messages.ts';
import { FetchFailure } from '../../../lib/sync/fetch-file.ts';

// A server that sends nothing is given up after 25 seconds, a slow one after a minute or more.
it('names no time limit for a server that is silent or too slow', () => {
  expect(reasonOf(new FetchFailure('timeout', 'https://publication.example/'))).toBe(
    'did not answer in time',
  );
});
