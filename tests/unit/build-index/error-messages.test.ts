import { expect, it } from 'vitest';
import { reasonOf } from '../../../lib/build-index/error-messages.ts';
import { FetchFailure } from '../../../lib/sync/fetch-file.ts';

// Two limits apply: 25 seconds without any data, and a minute or more for data that arrives too slowly.
it('the message for a server that is silent or too slow names no time limit', () => {
  expect(reasonOf(new FetchFailure('timeout', 'https://publication.example/'))).toBe(
    'did not answer in time',
  );
});
