import { describe, expect, it } from 'vitest';
import { foldHost, possibleHosts } from '../../../lib/address/hosts.ts';
import { parseHttp, unwrapLink, unwrapPage, WRAPPER_ADDRESS } from '../../../lib/address/wrappers.ts';

const STORY = 'https://outlet.example/2026/story?id=7';
const ENCODED = encodeURIComponent(STORY);

const PAGES: readonly (readonly [wrapper: string, inner: string])[] = [
  ['https://outlet-example.cdn.ampproject.org/c/s/outlet.example/2026/story?id=7', STORY],
  ['https://outlet-example.cdn.ampproject.org/v/s/outlet.example/2026/story?id=7', STORY],
  ['https://cdn.ampproject.org/wp/s/outlet.example/2026/story?id=7', STORY],
  ['https://outlet-example.cdn.ampproject.org/c/outlet.example/2026/story?id=7', STORY],
  ['https://outlet-example.bing-amp.com/c/s/outlet.example/2026/story?id=7', STORY],
  ['https://www.google.com/amp/s/outlet.example/2026/story?id=7', STORY],
  ['https://google.co.uk/amp/s/outlet.example/2026/story?id=7', STORY],
  ['https://www.bing.com/amp/s/outlet.example/2026/story?id=7', STORY],
  ['https://outlet-example.translate.goog/2026/story?id=7', STORY],
  ['https://my--outlet-example.translate.goog/story', 'https://my-outlet.example/story'],
  ['https://xn----bcher--kva-example.translate.goog/story', 'https://xn--bcher-kva.example/story'],
  // Proxies through which the readers of libraries open articles, and further translators, caches and archives.
  ['https://outlet-example.ezproxy.lib.uni.example/2026/story?id=7', STORY],
  ['https://www-outlet-example.ezproxy2.uni.example:443/story', 'https://www.outlet.example/story'],
  ['https://my--outlet-example.libproxy.uni.example/story', 'https://my-outlet.example/story'],
  ['https://outlet-example.proxy.library.uni.example/story', 'https://outlet.example/story'],
  ['https://outlet-example.proxy1.lib.uni.example/story', 'https://outlet.example/story'],
  ['https://outlet-example.uni.idm.oclc.org/story', 'https://outlet.example/story'],
  ['https://outlet-example.eu1.proxy.openathens.net/story', 'https://outlet.example/story'],
  [`https://translate.google.com/translate?sl=de&tl=en&u=${ENCODED}`, STORY],
  [`https://translate.google.com.au/translate?u=${ENCODED}&tl=en`, STORY],
  [`https://www.translatetheweb.com/?from=&to=en&a=${ENCODED}`, STORY],
  [`https://www.microsofttranslator.com/bv.aspx?from=&to=en&a=${ENCODED}`, STORY],
  ['https://translate.google.com/translate?u=outlet.example/story', 'http://outlet.example/story'],
  [`https://webcache.googleusercontent.com/search?q=cache:aB3-xYz_0123:${STORY}+talks`, STORY],
  ['https://webcache.googleusercontent.com/search?q=cache:outlet.example/a', 'http://outlet.example/a'],
  [`https://web.archive.org/web/20260702120000/${STORY}`, STORY],
  [`https://web.archive.org/web/20260702id_/${STORY}`, STORY],
  [`https://web.archive.org/web/*/${STORY}`, STORY],
  [`https://web.archive.org/web/${STORY}`, STORY],
  ['https://web.archive.org/web/2026/https:/outlet.example/story', 'https://outlet.example/story'],
  [`https://archive.ph/20260702/${STORY}`, STORY],
  [`https://archive.today/newest/${STORY}`, STORY],
  [`https://archive.is/o/aB3xY/${STORY}`, STORY],
  // More addresses of archive.today, which has several hosts.
  [`https://archive.ph/2026.07.03-101010/${STORY}`, STORY],
  [`http://archive.today/2026.07.03-101010/${STORY}`, STORY],
  [`https://archive.fo/20260703101010/${STORY}`, STORY],
  [`https://archive.li/oldest/${STORY}`, STORY],
  [`https://archive.vn/${STORY}`, STORY],
  [`https://archive.md/timegate/${STORY}`, STORY],
  [`https://archive.ph/timemap/${STORY}`, STORY],
  [`https://archive.ph/o/aB3xY/${ENCODED}`, STORY],
  [`https://archive.ph/?url=${ENCODED}`, STORY],
  [`https://archive.ph/submit/?anyway=1&url=${ENCODED}`, STORY],
  [`https://archive.is/?run=1&url=${STORY}`, STORY],
  ['https://archive.ph/2026.07.03-101010/outlet.example/story', 'http://outlet.example/story'],
  [
    `https://archiveiya74codqgiixo33q62qlrqtkgmcitqx5u2oeqnmn5bpcbiyd.onion/2026.07.03-101010/${STORY}`,
    STORY,
  ],
  // More addresses of the Wayback Machine.
  [`http://web.archive.org/web/20260703101010if_/${STORY}`, STORY],
  [`https://web.archive.org/web/20260000000000*/${STORY}`, STORY],
  [`https://web.archive.org/web/2026*/${STORY}`, STORY],
  [`https://web.archive.org/web/20260703/${ENCODED}`, STORY],
  ['https://web.archive.org/web/20260703101010/www.outlet.example/story', 'http://www.outlet.example/story'],
  ['https://web.archive.org/web/2026/outlet.example:8080/story', 'http://outlet.example:8080/story'],
  [`https://web.archive.org/save/${STORY}`, STORY],
  [`https://web.archive.org/web/timegate/${STORY}`, STORY],
  [`https://archive.org/web/20260703101010/${STORY}`, STORY],
  [`https://www.archive.org/wayback/available?url=${ENCODED}`, STORY],
  [`https://web.archive.org:443/web/2026/${STORY}#part`, `${STORY}#part`],
  // Other archives, caches and proxies.
  [`https://ghostarchive.org/search?term=${ENCODED}`, STORY],
  [`https://ghostarchive.org/archive/${STORY}`, STORY],
  [`https://wayback.archive-it.org/1068/20260703101010/${STORY}`, STORY],
  [`https://arquivo.pt/wayback/20260703101010/${STORY}`, STORY],
  [`https://arquivo.pt/noFrame/replay/20260703101010/${STORY}`, STORY],
  [`https://www.webarchive.org.uk/wayback/archive/20260703101010/${STORY}`, STORY],
  [`https://webarchive.nationalarchives.gov.uk/ukgwa/20260703101010/${STORY}`, STORY],
  [`https://webarchive.loc.gov/all/20260703101010/${STORY}`, STORY],
  [`https://timetravel.mementoweb.org/memento/2026/${STORY}`, STORY],
  [`https://megalodon.jp/2026-0703-1010-10/${STORY}`, STORY],
  ['https://megalodon.jp/2026-0703-1010-10/outlet.example/story', 'http://outlet.example/story'],
  [`https://archive.wikiwix.com/cache/?url=${ENCODED}`, STORY],
  [`https://www.webcitation.org/query?url=${ENCODED}&date=2026-07-03`, STORY],
  [`https://conifer.rhizome.org/garrow/papers/20260703101010/${STORY}`, STORY],
  [`https://webcache.googleusercontent.com/search?q=cache%3AaB3-xYz_0123%3A${ENCODED}+talks&cd=1`, STORY],
  [`https://webcache.googleusercontent.com/search?hl=en&q=cache:${ENCODED}`, STORY],
  [`https://cc.bingj.com/cache.aspx?q=url:${ENCODED}&d=123&w=x`, STORY],
  [`https://yandexwebcache.net/yandbtm?fmode=inject&url=${ENCODED}&l10n=en`, STORY],
  [`https://via.hypothes.is/${STORY}`, STORY],
  [`https://12ft.io/${STORY}`, STORY],
  [`https://12ft.io/proxy?q=${ENCODED}`, STORY],
  [`https://r.jina.ai/${STORY}`, STORY],
  [`https://freedium-mirror.cfd/${STORY}`, STORY],
  [`https://swap.stanford.edu/was/20260703101010/${STORY}`, STORY],
  [`https://www.printfriendly.com/print?source=x&url=${ENCODED}`, STORY],
  [`https://www.textise.net/showText.aspx?strURL=${ENCODED}`, STORY],
  [`https://translate.yandex.com/translate?url=${ENCODED}&lang=de-en`, STORY],
  [
    `https://web.archive.org/web/2026/https://www.google.com/amp/s/outlet.example/story`,
    'https://outlet.example/story',
  ],
];

const LINKS: readonly (readonly [wrapper: string, inner: string])[] = [
  [`https://www.google.com/url?sa=t&url=${ENCODED}&usg=x`, STORY],
  [`https://news.google.com/url?q=${ENCODED}`, STORY],
  [`https://l.facebook.com/l.php?u=${ENCODED}&h=AT0`, STORY],
  [`https://lm.facebook.com/l.php?u=${ENCODED}`, STORY],
  [`https://l.instagram.com/?u=${ENCODED}&e=AT0`, STORY],
  [`https://www.youtube.com/redirect?event=x&q=${ENCODED}`, STORY],
  [`https://out.reddit.com/t3_x?url=${ENCODED}&token=x`, STORY],
  [`https://slack-redir.net/link?url=${ENCODED}`, STORY],
  [`https://eur01.safelinks.protection.outlook.com/?url=${ENCODED}&data=x`, STORY],
  [`https://www.linkedin.com/safety/go?url=${ENCODED}`, STORY],
  [`https://steamcommunity.com/linkfilter/?u=${ENCODED}`, STORY],
  [`https://vk.com/away.php?to=${ENCODED}`, STORY],
  [`https://go.skimresources.com/?id=1X2&url=${ENCODED}`, STORY],
  [`https://t.umblr.com/redirect?z=${ENCODED}&t=x`, STORY],
  [`https://duckduckgo.com/l/?uddg=${ENCODED}`, STORY],
  [`https://r.search.yahoo.com/_ylt=x/RE=1/RO=10/RU=${ENCODED}/RK=2/RS=x-`, STORY],
];

const NO_WRAPPERS: readonly (readonly [address: string, reason: string])[] = [
  [STORY, 'an article'],
  [`https://other.example/login?url=${ENCODED}`, 'a log-in page on an unknown host'],
  [`https://other.example/share?redirect=${ENCODED}`, 'a share page on an unknown host'],
  [`https://other.example/l.php?u=${ENCODED}`, 'the path of a known wrapper on an unknown host'],
  [`https://other.example/web/20260702/${STORY}`, 'the path of an archive on an unknown host'],
  ['https://other.example/amp/s/outlet.example/story', 'the path of an AMP viewer on an unknown host'],
  ['https://notgoogle.com/amp/s/outlet.example/story', 'a name that ends like a known host'],
  ['https://login.ezproxy.uni.example/story', 'a page of a library’s proxy itself'],
  ['https://lib.uni.example/outlet-example', 'a page of a library'],
  ['https://my-ezproxy.example/story', 'a name that ends like that of a proxy'],
  ['https://google.other.example/amp/s/outlet.example/story', 'a known name as a label of another host'],
  ['https://google.abc.com/amp/s/outlet.example/story', 'a known name before a name of three letters'],
  [
    `https://translate.google.other.example/translate?u=${ENCODED}`,
    'a translator as a label of another host',
  ],
  [`https://web.archive.org.other.example/web/2026/${STORY}`, 'an archive as a prefix of another host'],
  [`https://other.example/#https://web.archive.org/web/2026/${STORY}`, 'a wrapper in a fragment'],
  ['https://www.google.com/search?q=outlet.example', 'a search'],
  ['https://www.google.com/amp/story', 'a path without a host'],
  ['https://archive.org/details/outlet.example', 'another part of an archive'],
  ['https://web.archive.org/web/20260702120000/', 'an archive without a page'],
  ['https://archive.ph/aB3xY', 'a short address without the address of the page'],
  ['https://ghostarchive.org/archive/aB3xY', 'a short address of another archive'],
  ['https://archive.ph/faq', 'a page about the archive'],
  [`https://notarchive.ph/2026.07.03-101010/${STORY}`, 'a name that ends like that of an archive'],
  [`https://archive.ph.other.example/2026/${STORY}`, 'the name of an archive as a prefix of another host'],
  [`https://archive.example/2026/${STORY}`, 'an unknown archive'],
  ['https://web.archive.org/web/sitemap/outlet.example', 'a list of the pages in an archive'],
  ['https://archive.org/search?query=outlet.example', 'a search in an archive'],
  ['https://translate.google.com/?sl=de&tl=en&text=talks', 'a translator with a text instead of a page'],
  ['https://translate.google.com/translate?u=javascript%3Aalert(1)', 'a wrapped script'],
  ['https://translate.google.com/translate?u=data%3Atext%2Fhtml%2Chi', 'wrapped data'],
  ['https://translate.google.com/translate?u=%E0%A4%A', 'a wrapped address that cannot be decoded'],
  ['https://translate.google.com/translate?u=&tl=en', 'an empty wrapped address'],
];

const pageIn = (address: string): string => unwrapPage(new URL(address)).href;
const linkIn = (address: string): string => unwrapLink(new URL(address)).href;

describe('unwrapPage', () => {
  it.each(PAGES)('unwraps %s to %s', (wrapper, inner) => {
    expect(pageIn(wrapper)).toBe(inner);
  });

  it.each(LINKS)('does not unwrap the click counter %s', (wrapper) => {
    expect(pageIn(wrapper)).toBe(wrapper);
  });

  it.each(NO_WRAPPERS)('does not unwrap %s: %s', (address) => {
    const url = new URL(address);
    expect(unwrapPage(url)).toBe(url);
  });

  it.each(['localhost:8080', 'outlet.localhost', '127.0.0.1:8080', '127.9.9.9', '[::1]:8080'])(
    'does not unwrap addresses of this machine: %s',
    (host) => {
      const local = `http://${host}/amp/s/outlet.example/story?url=${ENCODED}&u=${ENCODED}`;
      expect(pageIn(local)).toBe(local);
      expect(pageIn(`https://web.archive.org/web/2026/${local}`)).toBe(local);
    },
  );

  it('unwraps three levels and no more', () => {
    const archived = (times: number): string => 'https://web.archive.org/web/2026/'.repeat(times) + STORY;
    expect(pageIn(archived(3))).toBe(STORY);
    expect(pageIn(archived(4))).toBe(archived(1));
    expect(pageIn(archived(100))).toBe(archived(97));
  });
});

describe('possibleHosts', () => {
  it.each(PAGES)('of %s include the host of %s', (wrapper, inner) => {
    expect(possibleHosts(new URL(wrapper).href, WRAPPER_ADDRESS)).toContain(
      foldHost(new URL(inner).hostname),
    );
  });

  it.each([
    [STORY, ['outlet.example']],
    ['https://www.outlet.example:8080/', ['outlet.example']],
    ['http://[::1]:8080/story', ['[::1]']],
    ['https://reader:secret@m.outlet.example/story', ['outlet.example']],
    ['https://outlet.example?id=7', ['outlet.example']],
    [`https://other.example/login?url=${ENCODED}`, ['other.example']],
    [`https://other.example/${STORY}`, ['other.example']],
    ['https://www.google.com/search?q=outlet.example', ['google.com']],
    ['https://notgoogle.com/amp/s/outlet.example/story', ['notgoogle.com']],
    [`https://web.archive.org.other.example/web/2026/${STORY}`, ['web.archive.org.other.example']],
  ])('of %s are only %j', (address, hosts) => {
    expect(possibleHosts(new URL(address).href, WRAPPER_ADDRESS)).toEqual(hosts);
  });

  it('include a host of this machine in the address of an AMP cache', () => {
    const cached = 'https://outlet-localhost.cdn.ampproject.org/c/outlet.localhost:4171/story';
    expect(possibleHosts(cached, WRAPPER_ADDRESS)).toContain('outlet.localhost');
  });
});

describe('unwrapLink', () => {
  it.each([...PAGES, ...LINKS])('unwraps %s to %s', (wrapper, inner) => {
    expect(linkIn(wrapper)).toBe(inner);
  });

  it.each(NO_WRAPPERS)('does not unwrap %s: %s', (address) => {
    const url = new URL(address);
    expect(unwrapLink(url)).toBe(url);
  });

  it('unwraps a click counter that leads to an archive', () => {
    const archived = encodeURIComponent(`https://archive.ph/2026/${STORY}`);
    expect(linkIn(`https://l.facebook.com/l.php?u=${archived}`)).toBe(STORY);
  });
});

describe('parseHttp', () => {
  it.each([
    ['https://outlet.example/story', 'https://outlet.example/story'],
    ['HTTP://Outlet.example', 'http://outlet.example/'],
    ['ftp://outlet.example/story', undefined],
    ['httpx://outlet.example/story', undefined],
    ['javascript:alert(1)', undefined],
    ['outlet.example/story', undefined],
    ['', undefined],
  ])('reads "%s" as %s', (address, href) => {
    expect(parseHttp(address)?.href).toBe(href);
  });
});
