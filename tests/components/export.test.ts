// @vitest-environment jsdom
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import type { SearchPort } from '../../lib/search/search-protocol.ts';
import { TestWorker } from '../unit/search/test-worker.ts';
import { save } from './database.ts';
import './modal-dialogs.ts';
import { control, eventually, openPage, press } from './open-page.ts';
import { readPage } from './shown.ts';
import { describeStates } from './states.ts';
import { EXPORT } from './transfer/export.states.ts';
import { withSearchWorker } from './with-search-worker.ts';

const { click } = HTMLAnchorElement.prototype;
beforeAll(() => {
  URL.createObjectURL = () => 'blob:file';
  // jsdom cannot download (https://github.com/jsdom/jsdom#unimplemented-parts-of-the-web-platform).
  HTMLAnchorElement.prototype.click = () => undefined;
});
// Other test files use the same document.
afterAll(() => {
  HTMLAnchorElement.prototype.click = click;
});

describeStates('the export dialog', EXPORT);

describe('the shown list while a search is running', () => {
  /** The parts of answers that the test holds back; `undefined` if it holds nothing back. */
  let held: (() => void)[] | undefined;

  /** A search worker. The last part of each answer waits until the test lets it through. */
  class HeldWorker extends TestWorker {
    override set onmessage(listener: SearchPort['onmessage']) {
      super.onmessage = (event) => {
        const { type, isLast } = event.data as { type: string; isLast?: boolean };
        if (held && type === 'found' && isLast) held.push(() => listener?.(event));
        else listener?.(event);
      };
    }
  }

  withSearchWorker(async () => {
    await save('ferry');
    await save('ports');
  });
  beforeEach(() => {
    held = [];
    vi.stubGlobal('Worker', HeldWorker);
  });

  const offered = (): readonly string[] =>
    readPage(document, document.querySelector('dialog') ?? document.body).offered;

  it('is offered as unfinished, and can be exported when the search has ended', async () => {
    await openPage('/library.html#q=%22ferry+talks%22');
    await press('button "Export"');
    await press('radio "Only this list: 0 analyses so far, the search is still running"');
    await eventually(() => expect(offered()).toContain('button "Save the file" disabled'));
    expect(document.querySelector('dialog [role=status]')?.textContent).toBe(
      'The search is still running. The list can be exported when it has ended.',
    );
    for (const letThrough of held?.splice(0) ?? []) letThrough();
    held = undefined;
    await control('radio "Only this list: 1 analysis"');
    expect(offered()).toContain('radio "Only this list: 1 analysis" checked');
    await press('button "Save the file"');
    await eventually(() =>
      expect(document.querySelector('dialog [role=status]')?.textContent).toContain('Written: '),
    );
  });
});
