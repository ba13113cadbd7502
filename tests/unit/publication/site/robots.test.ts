import { describe, expect, it } from 'vitest';
import { readRobots } from '../../../../lib/publication/site/robots.ts';

const BASE = 'https://noligarchy.example/robots.txt';
const read = (...lines: string[]) => readRobots(lines.join('\n'), BASE);
const forAll = (...rules: string[]) => read('User-agent: *', ...rules);

describe('a robots.txt', () => {
  it.each<[rules: string[], path: string, allowed: boolean]>([
    [[], '/x', true],
    [['Disallow:'], '/x', true],
    [['Disallow: /'], '/x', false],
    [['Disallow: /'], '/robots.txt', true],
    [['Disallow: /private'], '/private', false],
    [['Disallow: /private'], '/private/x', false],
    [['Disallow: /private'], '/privateers', false],
    [['Disallow: /private'], '/PRIVATE', true],
    [['Disallow: /private/'], '/private', true],
    [['Disallow: /a', 'Allow: /a/b'], '/a/b/c', true],
    [['Allow: /a/b', 'Disallow: /a'], '/a/c', false],
    [['Disallow: /a', 'Allow: /a'], '/a', true],
    [['Allow: /a', 'Disallow: /a'], '/a', true],
    [['Disallow: /*.pdf$'], '/a/b.pdf', false],
    [['Disallow: /*.pdf$'], '/a/b.pdf?x', true],
    [['Disallow: /*.pdf'], '/a/b.pdf?x', false],
    [['Disallow: /a*b*c$'], '/a-b-b-c', false],
    [['Disallow: /a*b*c$'], '/a-c-b', true],
    [['Disallow: /ab*ba$'], '/aba', true],
    [['Disallow: /x$'], '/x', false],
    [['Disallow: /x$'], '/xx', true],
    [['Disallow: *'], '/x', false],
    [['Disallow: *?s='], '/?s=talks', false],
    [['Disallow: /x$y'], '/x$y', true],
    [['Disallow: /x%24y'], '/x$y', false],
    [['Disallow: /caf%C3%A9'], '/café', false],
    [['Disallow: /café'], '/caf%c3%a9', false],
    [['Disallow: /%7Ejoe'], '/~joe', false],
    [['Disallow: /a%2Fb'], '/a/b', true],
    [['disallow : /x # a note'], '/x', false],
    [['Disallow /x'], '/x', true],
    [['Disallow: /x'], 'https://noligarchy.example/x', false],
  ])('with the rules %j allows the path %s: %s', (rules, path, allowed) => {
    expect(forAll(...rules).allows(path)).toBe(allowed);
  });

  it.each<[what: string, lines: string[], allowed: boolean]>([
    ['no agent', [], true],
    ['rules before any agent', ['Disallow: /', 'User-agent: *', 'Allow: /'], true],
    ['another agent', ['User-agent: OtherBot', 'Disallow: /'], true],
    ['CivicLens in lower case', ['user-agent: civiclens', 'Disallow: /'], false],
    ['CivicLens with a version', ['User-agent: CivicLens/1.0 (+https://x.example)', 'Disallow: /'], false],
    ['an agent whose name starts with CivicLens', ['User-agent: CivicLensOther', 'Disallow: /'], true],
    [
      'all agents, then CivicLens',
      ['User-agent: *', 'Disallow: /', 'User-agent: CivicLens', 'Allow: /'],
      true,
    ],
    [
      'CivicLens, then all agents',
      ['User-agent: CivicLens', 'Disallow: /', '', 'User-agent: *', 'Allow: /'],
      false,
    ],
    ['CivicLens and another agent', ['User-agent: OtherBot', 'User-agent: CivicLens', 'Disallow: /'], false],
    [
      'CivicLens in two groups',
      [
        'User-agent: CivicLens',
        'Allow: /y',
        'User-agent: *',
        'Allow: /',
        'User-agent: CivicLens',
        'Disallow: /x',
      ],
      false,
    ],
    [
      'all agents, with a sitemap before the rule',
      ['User-agent: *', 'Sitemap: /sitemap.xml', 'Disallow: /'],
      false,
    ],
  ])(
    'allows a page, or forbids it, by the group for CivicLens or else for all agents: %s',
    (_what, lines, allowed) => {
      expect(read(...lines).allows('/x')).toBe(allowed);
    },
  );

  it('names sitemaps on its own origin', () => {
    const { sitemaps } = read(
      'Sitemap: https://noligarchy.example/sitemap.xml',
      'SITEMAP:/news.xml # relative',
      'Sitemap: https://noligarchy.example/sitemap.xml',
      'Sitemap: https://cdn.example/sitemap.xml',
      'Sitemap: ftp://noligarchy.example/sitemap.xml',
      'Sitemap:',
    );
    expect(sitemaps).toEqual([
      'https://noligarchy.example/sitemap.xml',
      'https://noligarchy.example/news.xml',
    ]);
  });

  it.each([
    ['Crawl-delay: 10', 10],
    ['crawl-delay: 0.5', 0.5],
    ['Crawl-delay: soon', undefined],
    ['Crawl-delay: -1', undefined],
    ['Crawl-delay: 1e9', undefined],
  ])('with %s has the delay %s', (line, delay) => {
    expect(forAll(line).crawlDelay).toBe(delay);
  });

  it('may have any line ends and a byte order mark', () => {
    expect(readRobots('\ufeffUser-agent: *\r\nDisallow: /x\rDisallow: /y', BASE).allows('/x')).toBe(false);
    expect(readRobots('\ufeffUser-agent: *\r\nDisallow: /x\rDisallow: /y', BASE).allows('/y')).toBe(false);
  });

  it('allows everything if the file is a web page', () => {
    const robots = readRobots('<!doctype html><title>Not found</title><p>Disallow: /', BASE);
    expect([robots.allows('/x'), robots.sitemaps]).toEqual([true, []]);
  });

  it('is read within limits if it is hostile', () => {
    const stars = `Disallow: /${'*a'.repeat(499)}$`;
    const robots = forAll(...Array.from({ length: 5000 }, () => stars), 'Disallow: /\ud800');
    expect(robots.allows(`/${'a'.repeat(2000)}b`)).toBe(true);
    expect(read(...Array.from({ length: 5000 }, (_, at) => `Sitemap: /${at}`)).sitemaps.length).toBe(100);
  });
});
