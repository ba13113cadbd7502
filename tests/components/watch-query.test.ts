// @vitest-environment jsdom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchQuery } from '../../components/ui/watch-query.ts';
import { browser, resetBrowser } from '../unit/fake-browser.ts';

describe('a watched query', () => {
  let isHidden = false;
  let stop = (): void => undefined;
  const show = (hidden: boolean): void => {
    isHidden = hidden;
    document.dispatchEvent(new Event('visibilitychange'));
  };
  const sent = (): number => browser.runtime.sendMessage.mock.calls.length;

  beforeEach(() => {
    resetBrowser();
    browser.runtime.sendMessage.mockResolvedValue({ answer: 3 } as never);
    Object.defineProperty(document, 'visibilityState', {
      configurable: true,
      get: () => (isHidden ? 'hidden' : 'visible'),
    });
  });
  afterEach(() => {
    stop();
    Reflect.deleteProperty(document, 'visibilityState');
    vi.restoreAllMocks();
  });

  it('does not wake the background when its page in an ordinary window is shown or hidden', async () => {
    stop = watchQuery('newCount', [], () => undefined);
    await vi.waitFor(() => expect(sent()).toBe(1));
    show(true);
    show(false);
    await Promise.resolve();
    expect(sent()).toBe(1);
  });

  it('is sent again when a page in a private window of Firefox is shown, but not when it is hidden', async () => {
    browser.extension.inIncognitoContext = true;
    stop = watchQuery('newCount', [], () => undefined);
    await vi.waitFor(() => expect(sent()).toBe(1));
    show(true);
    await Promise.resolve();
    expect(sent()).toBe(1);
    show(false);
    await vi.waitFor(() => expect(sent()).toBe(2));
  });
});
