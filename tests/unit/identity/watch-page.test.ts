import { parseHTML } from 'linkedom';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { watchPage } from '../../../lib/detect/watch-page.ts';

const STORY = 'https://outlet.example/2026/story';
const HOSTS = '\noutlet.example\nbücher.example\n'.replace('bücher', 'xn--bcher-kva');

interface World {
  /** What the extension has stored. */
  readonly stored: Record<string, unknown>;
  /** What was sent to the background. */
  readonly sent: { type: string; identity: { address: string; loadedAs: string } }[];
  readonly runtime: { id?: string };
  readonly navigation: EventTarget;
  readonly location: { href: string; hostname: string };
  goTo(address: string): void;
}

/** The world of a content script in a page at `address`, as far as the script touches it. */
function openPage(address: string, head = '', stored: Record<string, unknown> = {}): World {
  const { document } = parseHTML(`<!doctype html><html><head>${head}</head><body></body></html>`);
  const at = (href: string): World['location'] => ({ href, hostname: new URL(href).hostname });
  const world: World = {
    stored: { mode: 'automatic', hosts: HOSTS, sitesOff: [], ...stored },
    sent: [],
    runtime: { id: 'civic-lens' },
    navigation: new EventTarget(),
    location: at(address),
    goTo(href) {
      Object.assign(world.location, at(href));
      world.navigation.dispatchEvent(new Event('currententrychange'));
    },
  };
  const runtime = Object.assign(world.runtime, {
    sendMessage: async (message: World['sent'][number]) => void world.sent.push(message),
  });
  vi.stubGlobal('chrome', { runtime, storage: { local: { get: async () => world.stored } } });
  vi.stubGlobal('document', Object.defineProperty(document, 'baseURI', { value: address }));
  vi.stubGlobal('location', world.location);
  vi.stubGlobal('navigation', world.navigation);
  vi.stubGlobal('performance', { getEntriesByType: () => [{ name: address }] });
  vi.stubGlobal('requestIdleCallback', (task: () => void) => setTimeout(task, 1));
  vi.stubGlobal('addEventListener', () => {});
  return world;
}

const settled = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);

async function sentFrom(...page: Parameters<typeof openPage>): Promise<World['sent']> {
  const { sent } = openPage(...page);
  watchPage();
  await settled();
  return sent;
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval'] });
});

afterEach(() => {
  (globalThis as { civicLensStop?: () => void }).civicLensStop?.();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('watchPage', () => {
  const canonical = (address: string): string => `<link rel="canonical" href="${address}">`;

  it.each([
    [STORY, '', 'its host'],
    ['https://m.outlet.example/story', '', 'the mobile form of the host'],
    ['https://xn--bcher-kva.example/story', '', 'an internationalized host'],
    ['https://copy.example/77', canonical(STORY), 'a canonical of the host'],
    ['https://copy.example/77', canonical('https://bücher.example/a'), 'an internationalized canonical'],
    ['https://copy.example/77', `<meta property="og:url" content="${STORY}">`, 'an og:url of the host'],
    ['https://outlet-example.cdn.ampproject.org/c/s/outlet.example/story', '', 'what an AMP cache wraps'],
    ['https://outlet-example.translate.goog/story?_x_tr_sl=de', '', 'what a translator wraps'],
    [`https://web.archive.org/web/2026/${STORY}`, '', 'what an archive wraps'],
  ])('tells the background of %s %s: %s is in the index', async (address, head) => {
    const [message, ...more] = await sentFrom(address, head);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ type: 'page', identity: { address, loadedAs: address } });
  });

  it.each<[address: string, head: string, stored: Record<string, unknown>, reason: string]>([
    ['https://other.example/story', '', {}, 'another host'],
    ['https://notoutlet.example/story', '', {}, 'a host that ends so'],
    ['https://sub.outlet.example/story', '', {}, 'another label'],
    [`https://other.example/login?url=${encodeURIComponent(STORY)}`, '', {}, 'an address in a parameter'],
    ['https://www.google.com/search?q=outlet.example', '', {}, 'a search for the host'],
    ['https://other.example/', canonical('https://other.example/outlet.example/'), {}, 'a host in a path'],
    ['file:///home/outlet.example/story.html', '', {}, 'a file'],
    [STORY, '', { mode: 'click' }, 'on click mode'],
    [STORY, '', { hosts: undefined }, 'no index'],
    [STORY, '', { sitesOff: ['outlet.example'] }, 'a site that is off'],
    ['https://www.outlet.example/', '', { sitesOff: ['outlet.example'] }, 'its other host'],
  ])('wakes nobody for %s %s %j: %s', async (address, head, stored) => {
    expect(await sentFrom(address, head, stored)).toEqual([]);
  });

  it('looks again after navigation within the page, once it stands still', async () => {
    const world = openPage('https://outlet.example/');
    watchPage();
    await settled();
    world.goTo('https://outlet.example/passing');
    world.goTo(STORY);
    await settled();
    expect(world.sent.map(({ identity }) => [identity.address, identity.loadedAs])).toEqual([
      ['https://outlet.example/', 'https://outlet.example/'],
      [STORY, 'https://outlet.example/'],
    ]);
  });

  it('ends the watch of an earlier injection', async () => {
    const world = openPage('https://outlet.example/');
    watchPage();
    watchPage();
    await settled();
    world.goTo(STORY);
    await settled();
    expect(world.sent.map(({ identity }) => identity.address)).toEqual(['https://outlet.example/', STORY]);
  });

  it('stops calmly when the extension is gone', async () => {
    const world = openPage('https://outlet.example/');
    watchPage();
    await settled();
    delete world.runtime.id;
    world.goTo(STORY);
    await settled();
    world.runtime.id = 'civic-lens';
    world.goTo('https://outlet.example/another');
    await settled();
    expect(world.sent).toHaveLength(1);
  });
});
