import { parse } from 'tldts';
import { describe, expect, it } from 'vitest';
import { packedSuffixes, publicSuffixRules } from '../../../lib/address/pack-public-suffixes.ts';
import { isSameSite, packPublicSuffixes, registrableDomain } from '../../../lib/address/public-suffixes.ts';
import { SUFFIXES } from '../../public-suffixes.ts';

const RULES = publicSuffixRules();
/**
 * The packed rules of `tldts`. The extension's list also has `AUTHORS_HOSTS` (`pack-public-suffixes.ts`), but
 * `byOracle` would give other answers for most of these hosts.
 */
const LIST = packPublicSuffixes(RULES);

/** Returns the registrable domain according to `tldts`. */
const byOracle = (host: string): string | undefined =>
  parse(host, { allowPrivateDomains: true, detectIp: true }).domain ?? undefined;
/** One host for each rule of the list. */
const NAMES = RULES.map((rule) => new URL(`https://${rule.replace(/^!/, '').replace('*', 'any')}/`).hostname);

describe('registrableDomain', () => {
  it.each([
    ['outlet.example', 'outlet.example'],
    ['news.outlet.example', 'outlet.example'],
    ['a.b.outlet.co.uk', 'outlet.co.uk'],
    ['co.uk', undefined],
    ['uk', undefined],
    ['a.victim.github.io', 'victim.github.io'],
    ['github.io', undefined],
    ['a.substack.com', 'a.substack.com'],
    ['b.c.kobe.jp', 'b.c.kobe.jp'],
    ['b.city.kobe.jp', 'city.kobe.jp'],
    ['news.outlet.ck', 'news.outlet.ck'],
    ['news.www.ck', 'www.ck'],
    ['www.xn--fiqs8s', 'www.xn--fiqs8s'],
    ['outlet.example.', 'outlet.example'],
    ['127.0.0.1', undefined],
    ['[::1]', undefined],
    ['localhost', undefined],
    ['news.outlet.localhost', 'outlet.localhost'],
  ])('for %s returns %s', (host, domain) => {
    expect(registrableDomain(host, SUFFIXES)).toBe(domain);
  });

  it('agrees with tldts on hosts above and below every rule of the list', () => {
    expect(RULES.length).toBeGreaterThan(9000);
    const hosts = new Set(NAMES.flatMap((name) => [`b.a.${name}`, name.replace(/^[^.]+\./, '')]));
    const wrong = [...hosts].filter((host) => registrableDomain(host, LIST) !== byOracle(host));
    expect(wrong).toEqual([]);
  });

  it('agrees with tldts on random hosts', () => {
    const labels = [...new Set(NAMES.flatMap((name) => name.split('.')))];
    let seed = 1;
    const random = (below: number): number => {
      seed = (seed * 48_271) % 2_147_483_647;
      return seed % below;
    };
    const hosts = Array.from({ length: 2000 }, () =>
      Array.from({ length: 1 + random(5) }, () => labels[random(labels.length)]).join('.'),
    );
    expect(hosts.filter((host) => registrableDomain(host, LIST) !== byOracle(host))).toEqual([]);
  });
});

describe('isSameSite', () => {
  it.each([
    ['outlet.example', 'outlet.example', true],
    ['news.outlet.example', 'outlet.example', true],
    ['news.outlet.example', 'a.b.outlet.example', true],
    ['outlet.co.uk', 'news.outlet.co.uk', true],
    ['outlet.de', 'news.outlet.de', true],
    ['localhost', 'localhost', true],
    ['127.0.0.1', '127.0.0.1', true],
    ['one.example', 'two.example', false],
    ['outlet.example', 'outlet.test', false],
    ['one.co.uk', 'two.co.uk', false],
    ['one.com.au', 'two.com.au', false],
    ['victim.github.io', 'attacker.github.io', false],
    ['a.substack.com', 'b.substack.com', false],
    ['a.substack.com', 'substack.com', false],
    ['one.blogspot.com', 'two.blogspot.com', false],
    ['myoutlet.example', 'outlet.example', false],
    ['outlet.example.net', 'outlet.example', false],
    ['outlet.example', 'localhost', false],
    ['127.0.0.1', '10.0.0.1', false],
    ['[::1]', '[::2]', false],
  ])('for %s and %s returns %s', (a, b, expected) => {
    expect(isSameSite(a, b, SUFFIXES)).toBe(expected);
    expect(isSameSite(b, a, SUFFIXES)).toBe(expected);
  });

  it.each([
    ['outlet.example', 'outlet.example', true],
    ['outlet.example', 'outlet.test', false],
    ['one.example', 'two.example', false],
    ['127.0.0.1', '10.0.0.1', false],
    ['news.outlet.example', 'outlet.example', undefined],
    ['one.co.uk', 'two.co.uk', undefined],
  ])('for %s and %s, without the list, returns %s', (a, b, expected) => {
    expect(isSameSite(a, b)).toBe(expected);
  });
});

describe('the compressed list', () => {
  it('takes at most 60 kB, and decompresses to the packed list', async () => {
    const packed = await packedSuffixes();
    expect(packed.length).toBeLessThanOrEqual(60_000);
    const unpacked = new Blob([packed]).stream().pipeThrough(new DecompressionStream('gzip'));
    expect(await new Response(unpacked).text()).toBe(SUFFIXES);
  });
});
