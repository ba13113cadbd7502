import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Queries } from '../../../lib/app/queries.ts';
import { type PageDatabase, query, setPageDatabase } from '../../../lib/app/send-query.ts';
import { browser, resetBrowser } from '../fake-browser.ts';

/** The errors that Firefox and Chromium report if the background ends before it has answered. */
const ENDED = [
  'Promised response from onMessage listener went out of scope',
  'A listener indicated an asynchronous response by returning true, ' +
    'but the message channel closed before a response was received',
];
const VIEW = { state: 'unreadable' };

describe('a query to the background', () => {
  beforeEach(() => resetBrowser());

  it.each(ENDED)(
    'is sent again whenever the browser ends the background before the answer, up to three times: %s',
    async (words) => {
      const { sendMessage } = browser.runtime;
      for (let ends = 0; ends < 3; ends++) sendMessage.mockRejectedValueOnce(new Error(words));
      sendMessage.mockResolvedValueOnce(VIEW as never);
      expect(await query('viewTab', 7, true)).toEqual(VIEW);
      const message = { type: 'query', name: 'viewTab', args: [7, true] };
      expect(sendMessage.mock.calls).toEqual([[message], [message], [message], [message]]);
    },
  );

  it('fails if the fourth attempt gets no answer either', async () => {
    browser.runtime.sendMessage.mockRejectedValue(new Error('Extension context invalidated'));
    await expect(query('viewTab', 7, true)).rejects.toThrow('Extension context invalidated');
    expect(browser.runtime.sendMessage).toHaveBeenCalledTimes(4);
  });

  it('is sent only once if the background itself reports an error', async () => {
    browser.runtime.sendMessage.mockRejectedValue(new Error('Reported by the background: no such tab'));
    await expect(query('viewTab', 7, true)).rejects.toThrow('no such tab');
    expect(browser.runtime.sendMessage).toHaveBeenCalledTimes(1);
  });
});

describe('a query of a page that has the database', () => {
  beforeEach(() => resetBrowser());
  afterEach(() => setPageDatabase(undefined));

  it.each<[name: keyof Queries, args: readonly unknown[]]>([
    ['viewTab', [7, true]],
    ['letterOfTab', [7, {}]],
    ['textOf', [{}, true]],
    ['newTextOf', ['ferry']],
    ['linkedStories', [7]],
  ])('goes to the background if only the background can answer it: %s', async (name, args) => {
    setPageDatabase({
      answer: () => Promise.reject(new Error('The page has no such query.')),
    } as unknown as PageDatabase);
    browser.runtime.sendMessage.mockResolvedValue('answered' as never);
    expect(await query(name, ...(args as never))).toBe('answered');
    expect(browser.runtime.sendMessage.mock.calls).toEqual([[{ type: 'query', name, args }]]);
  });
});
