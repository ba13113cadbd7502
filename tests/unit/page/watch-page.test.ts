import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { hostList } from '../../../lib/page/host-list.ts';
import { readHead } from '../../../lib/page/read-identity.ts';
import { addressWhenLoaded, watchPage } from '../../../lib/page/watch-page.ts';
import { canonical, openPage, STORY, settled, type World } from './watched-page.ts';

async function sentFrom(...page: Parameters<typeof openPage>): Promise<World['sent']> {
  const { sent } = openPage(...page);
  watchPage();
  await settled();
  return sent;
}

/**
 * Makes the first `times` messages fail, as if the browser had ended the background before it answered. Returns the
 * page address in each message.
 */
function failing(page: World, times: number): { readonly sent: string[] } {
  const sent: string[] = [];
  Object.assign(page.runtime, {
    sendMessage: async ({ identity }: World['sent'][number]) => {
      sent.push(identity.address);
      if (sent.length <= times) throw new Error('The message channel closed before a response was received');
    },
  });
  return { sent };
}

describe('a message without an answer from the background', () => {
  const later = (): Promise<unknown> => vi.advanceTimersByTimeAsync(10_000);

  it.each([
    [1, 2],
    [2, 3],
  ])('is sent again: %i messages lost, %i sent', async (lost, times) => {
    const page = openPage(STORY);
    const { sent } = failing(page, lost);
    watchPage();
    await later();
    expect(sent).toEqual(Array(times).fill(STORY));
  });

  it('is not sent again after navigation within the page, because the next page is reported', async () => {
    const page = openPage(STORY);
    const { sent } = failing(page, 1);
    watchPage();
    await vi.advanceTimersByTimeAsync(10);
    page.goTo('https://outlet.example/2026/next');
    await later();
    expect(sent).toEqual([STORY, 'https://outlet.example/2026/next']);
  });

  it('is sent three times for each page of a site, and then its error reaches the console', async () => {
    // The script throws the error of its last message, which Vitest would count as an error of the test.
    const listeners = process.listeners('unhandledRejection');
    onTestFinished(() => {
      process.removeAllListeners('unhandledRejection');
      for (const listener of listeners) process.on('unhandledRejection', listener);
    });
    const thrown: unknown[] = [];
    process.removeAllListeners('unhandledRejection').on('unhandledRejection', (error) => thrown.push(error));
    const page = openPage(STORY);
    const { sent } = failing(page, Number.POSITIVE_INFINITY);
    watchPage();
    await later();
    page.goTo('https://outlet.example/2026/next');
    await later();
    expect(sent).toEqual([...Array(3).fill(STORY), ...Array(3).fill('https://outlet.example/2026/next')]);
    await vi.waitFor(() => expect(thrown).toHaveLength(2));
  });

  it('is not sent again after an update of the extension', async () => {
    const page = openPage(STORY);
    const { sent } = failing(page, 1);
    watchPage();
    await vi.advanceTimersByTimeAsync(10);
    expect(sent).toEqual([STORY]);
    delete page.runtime.id;
    await later();
    expect(sent).toEqual([STORY]);
    expect(page.listening()).toEqual([]);
  });
});

describe('watchPage', () => {
  it.each([
    [STORY, '', 'the address'],
    ['https://m.outlet.example/story', '', 'the mobile address'],
    ['https://xn--bcher-kva.example/story', '', 'the internationalized address'],
    ['https://copy.example/77', canonical(STORY), 'the canonical'],
    ['https://copy.example/77', canonical('https://bücher.example/a'), 'the internationalized canonical'],
    ['https://copy.example/77', `<meta property="og:url" content="${STORY}">`, 'the og:url'],
    ['https://outlet-example.cdn.ampproject.org/c/s/outlet.example/story', '', 'the page in the AMP cache'],
    ['https://outlet-example.translate.goog/story?_x_tr_sl=de', '', 'the translated page'],
    [`https://web.archive.org/web/2026/${STORY}`, '', 'the archived page'],
  ])('reports %s %s, because the index has the host of %s', async (address, head) => {
    const [message, ...more] = await sentFrom(address, head);
    expect(more).toEqual([]);
    expect(message).toMatchObject({ type: 'page', identity: { address, loadedAs: address } });
  });

  it.each<[address: string, head: string, stored: Record<string, unknown>, reason: string]>([
    ['https://other.example/story', '', {}, 'another host'],
    ['https://notoutlet.example/story', '', {}, 'a host that ends like one of the index'],
    ['https://sub.outlet.example/story', '', {}, 'a subdomain'],
    [`https://other.example/login?url=${encodeURIComponent(STORY)}`, '', {}, 'an address in a parameter'],
    ['https://www.google.com/search?q=outlet.example', '', {}, 'a search for the host'],
    ['https://other.example/', canonical('https://other.example/outlet.example/'), {}, 'a host in a path'],
    ['file:///home/outlet.example/story.html', '', {}, 'a file'],
    [STORY, '', { mode: 'click' }, 'a mode that is not automatic'],
    [STORY, '', { wrapping: undefined }, 'no index'],
    [STORY, '', hostList([]), 'an empty index'],
    [STORY, '', { sitesOff: ['outlet.example'] }, 'a site that is switched off'],
    ['https://www.outlet.example/', '', { sitesOff: ['outlet.example'] }, 'the "www" host of such a site'],
  ])('sends no message for %s %s %j: %s', async (address, head, stored) => {
    expect(await sentFrom(address, head, stored)).toEqual([]);
  });

  it('reports the page again after in-page navigation, once the address no longer changes', async () => {
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

  it.each([
    [`${STORY}#comments`, 'an anchor', 1],
    [`${STORY}#`, 'an empty fragment', 1],
    [`${STORY}#:~:text=harbour`, 'a text fragment', 1],
    [`${STORY}#/photo/2`, 'a route', 2],
    [`${STORY}#!photo`, 'a "#!" route', 2],
    [`${STORY}?page=2#comments`, 'another page', 2],
  ])('after navigation to %s (%s) has sent %i messages', async (address, _, times) => {
    const world = openPage(STORY);
    watchPage();
    await settled();
    world.goTo(address);
    await settled();
    expect(world.sent).toHaveLength(times);
  });

  it('reports the page once if the address changes many times in a row', async () => {
    const world = openPage('https://outlet.example/');
    watchPage();
    await settled();
    for (let n = 0; n < 200; n++) world.goTo(`https://outlet.example/story/${n}`);
    await settled();
    expect(world.sent.map(({ identity }) => identity.address)).toEqual([
      'https://outlet.example/',
      'https://outlet.example/story/199',
    ]);
  });

  it('reports a prerendered page once the browser shows it, even if it navigated within itself before', async () => {
    const world = openPage('https://outlet.example/');
    Object.assign(world.document, { prerendering: true });
    watchPage();
    await settled();
    world.goTo(STORY);
    await settled();
    expect(world.sent).toEqual([]);
    Object.assign(world.document, { prerendering: false });
    const activated = world.document.createEvent('Event');
    activated.initEvent('prerenderingchange');
    world.document.dispatchEvent(activated);
    await settled();
    expect(world.sent.map(({ identity }) => identity.address)).toEqual([STORY]);
  });

  it('reports one more page after a page that may match, so that the badge is cleared', async () => {
    const world = openPage('https://copy.example/77', canonical(STORY));
    watchPage();
    await settled();
    world.setHead('');
    for (const page of ['78', '79', '80']) {
      world.goTo(`https://copy.example/${page}`);
      await settled();
    }
    expect(world.sent.map(({ identity }) => identity.address)).toEqual([
      'https://copy.example/77',
      'https://copy.example/78',
    ]);
  });

  it('reports a page a second time if its scripts fill the head, but no third time', async () => {
    const world = openPage(STORY, '<title>The Outlet: news and views</title>');
    watchPage();
    await settled();
    world.setHead('<title>Council votes on the harbour</title>');
    await vi.advanceTimersByTimeAsync(5000);
    world.setHead('<title>(1) Council votes on the harbour</title>');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(world.sent.map(({ identity }) => identity.headlines)).toEqual([
      ['The Outlet: news and views'],
      ['Council votes on the harbour'],
    ]);
  });

  it('reports a copy whose canonical is added late', async () => {
    const world = openPage('https://copy.example/77');
    watchPage();
    await settled();
    world.setHead(canonical(STORY));
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.sent).toHaveLength(1);
  });

  it('reports a copy with a late canonical even if the reader has checked the page before', async () => {
    const world = openPage('https://copy.example/77');
    watchPage();
    await settled();
    world.setHead(canonical(STORY));
    addressWhenLoaded(readHead(world.document));
    await vi.advanceTimersByTimeAsync(5000);
    expect(world.sent).toHaveLength(1);
  });

  it('reports the page to which the reader navigated while the background was starting', async () => {
    const world = openPage('https://copy.example/77', canonical(STORY));
    watchPage();
    await settled();
    world.setHead('');
    const { sent, runtime } = world;
    Object.assign(runtime, {
      sendMessage: async (message: World['sent'][number]) => {
        sent.push(message);
        if (message.identity.address.endsWith('/78')) world.goTo('https://copy.example/79');
      },
    });
    for (const page of ['78', '80']) {
      world.goTo(`https://copy.example/${page}`);
      await settled();
      await settled();
    }
    expect(sent.map(({ identity }) => identity.address.slice(-2))).toEqual(['77', '78', '79']);
  });

  it('does not trust a head that changed before the first reading', async () => {
    const world = openPage('https://outlet.example/', canonical('https://outlet.example/'));
    watchPage();
    world.goTo(STORY);
    world.setHead(canonical(STORY));
    await settled();
    world.goTo('https://outlet.example/');
    await settled();
    expect(world.sent.at(-1)?.identity).toMatchObject({
      address: 'https://outlet.example/',
      loadedAs: 'about:blank',
    });
  });

  it('trusts the head of a page that changed its own address before the first reading', async () => {
    const world = openPage(`${STORY}?fbclid=1`, canonical(STORY));
    watchPage();
    world.goTo(STORY);
    await settled();
    expect(world.sent.map(({ identity }) => identity.loadedAs)).toEqual([
      `${STORY}?fbclid=1`,
      `${STORY}?fbclid=1`,
    ]);
  });
});
