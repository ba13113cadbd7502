import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { fakeBrowser } from 'wxt/testing/fake-browser';
import { closedReason } from '../../../lib/db/closed-reason.ts';
import { db } from '../../../lib/db/database.ts';
import { NewerDatabase } from '../../../lib/db/failures.ts';
import { resetBrowser } from '../fake-browser.ts';

const NO_SPACE = new Error('IO error: .../000003.log: FILE_ERROR_NO_SPACE');
const BUG = new TypeError("Cannot read properties of undefined (reading 'card')");
let errors: ReturnType<typeof vi.spyOn>;

beforeEach(() => {
  resetBrowser();
  errors = vi.spyOn(console, 'error').mockReturnValue();
  db.close({ disableAutoOpen: false });
});
afterEach(() => vi.restoreAllMocks());

function failToOpen(error: Error): void {
  vi.spyOn(indexedDB, 'open').mockImplementation(() => {
    throw error;
  });
}

function failToWrite(error: Error): void {
  vi.spyOn(fakeBrowser.storage.local, 'set').mockRejectedValue(error);
}

describe('the reason why the database is closed', () => {
  it('is `undefined` if it opens', async () => {
    expect(await closedReason()).toBeUndefined();
  });

  it.each<[error: Error, hasRoom: boolean, reason: string]>([
    [new NewerDatabase('schema version 9'), true, 'newer'],
    [new NewerDatabase('schema version 9'), false, 'newer'],
    [new DOMException('Internal error.', 'UnknownError'), true, 'broken'],
    [new DOMException('Internal error.', 'UnknownError'), false, 'full'],
    [new DOMException('The quota is exceeded.', 'QuotaExceededError'), false, 'full'],
  ])(
    'after %s with room on the disk (%s) is "%s", and nothing is reported',
    async (error, hasRoom, reason) => {
      failToOpen(error);
      if (!hasRoom) failToWrite(NO_SPACE);
      expect(await closedReason()).toBe(reason);
      expect(errors.mock.calls).toEqual([]);
    },
  );

  it('is "broken" after an error of the extension itself, which is reported', async () => {
    failToOpen(BUG);
    expect(await closedReason()).toBe('broken');
    expect(errors.mock.calls).toEqual([['Civic Lens, open the database: unexpected error.', BUG]]);
  });

  it('is "full" if the test of the disk throws an error of the extension itself, which is reported', async () => {
    failToOpen(new DOMException('Internal error.', 'UnknownError'));
    failToWrite(BUG);
    expect(await closedReason()).toBe('full');
    expect(errors.mock.calls).toEqual([['Civic Lens, test the disk: unexpected error.', BUG]]);
  });
});
