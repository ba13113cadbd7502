import { describe, expect, it } from 'vitest';
import { hostName } from '../../../lib/address/host-name.ts';
import { safeLink } from '../../../lib/address/safe-link.ts';
import { cpuTime } from '../cpu-time.ts';

const BASE = 'https://noligarchy.example/.well-known/civic-lens/index.json';

describe('safeLink', () => {
  it.each([
    ['https://outlet.example/story?id=7#top', 'https://outlet.example/story?id=7#top'],
    ['  https://outlet.example/story\n', 'https://outlet.example/story'],
    ['https://bücher.example/é', 'https://xn--bcher-kva.example/%C3%A9'],
    ['segments/2026-07.json', 'https://noligarchy.example/.well-known/civic-lens/segments/2026-07.json'],
    ['../analyses/talks.json', 'https://noligarchy.example/.well-known/analyses/talks.json'],
    ['/talks', 'https://noligarchy.example/talks'],
    ['?page=2', 'https://noligarchy.example/.well-known/civic-lens/index.json?page=2'],
    ['//outlet.example/story', 'https://outlet.example/story'],
  ])('reads "%s" as %s', (address, link) => {
    expect(safeLink(address, BASE)).toBe(link);
  });

  it.each([
    ['http://outlet.example/story', 'https://outlet.example/story'],
    ['http://outlet.example:80/story', 'https://outlet.example/story'],
    ['http://localhost.example/story', 'https://localhost.example/story'],
    ['http://localhost:8080/story', 'http://localhost:8080/story'],
    ['http://outlet.localhost/story', 'http://outlet.localhost/story'],
    ['http://127.0.0.1:8080/story', 'http://127.0.0.1:8080/story'],
    ['http://[::1]/story', 'http://[::1]/story'],
    ['https://localhost/story', 'https://localhost/story'],
  ])('changes http to https except on this machine: %s becomes %s', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });

  it.each([
    ['https://reader:secret@outlet.example/story', 'https://outlet.example/story'],
    ['https://noligarchy.example@outlet.example/story', 'https://outlet.example/story'],
    ['http://reader@localhost/story', 'http://localhost/story'],
  ])('removes the credentials from %s', (address, link) => {
    expect(safeLink(address)).toBe(link);
  });

  it.each([
    'javascript:alert(1)',
    ' JavaScript:alert(1)',
    'java\nscript:alert(1)',
    '\u0001javascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:msgbox(1)',
    'blob:https://outlet.example/1f',
    'file:///etc/hosts',
    'ftp://outlet.example/story',
    'mailto:desk@outlet.example',
    'about:blank',
    'https://',
    'https://outlet.example:99999/',
    '',
    '   ',
  ])('refuses "%s"', (address) => {
    expect(safeLink(address, BASE)).toBeUndefined();
  });

  it.each([[undefined], [null], [7], [true], [{}], [['https://outlet.example/']]])(
    'refuses %j, which is not a string',
    (value) => {
      expect(safeLink(value, BASE)).toBeUndefined();
    },
  );

  it.each([
    ['/story', undefined],
    ['/story', 'no address'],
    ['/story', 'javascript:alert(1)'],
  ])('refuses %s if the base is %s', (address, base) => {
    expect(safeLink(address, base)).toBeUndefined();
  });

  it('accepts 4,096 characters and refuses more', () => {
    const longest = 'https://outlet.example/'.padEnd(4096, 'x');
    expect(safeLink(longest)).toBe(longest);
    expect(safeLink(`${longest}x`)).toBeUndefined();
  });

  it.each([
    `https://outlet.example/${'a'.repeat(4000)}%`,
    `https://${'a-'.repeat(2000)}example.com/`,
    `https://outlet.example/${'a/'.repeat(2000)}?`,
    `https://outlet.example/${'a.'.repeat(2000)}..`,
  ])('returns in time for an address that is built to be slow: %#', (address) => {
    expect(cpuTime(() => safeLink(address))).toBeLessThan(500);
  });
});

describe('hostName', () => {
  it.each([
    ['https://www.outlet.example/story', 'outlet.example'],
    ['https://outlet.example/', 'outlet.example'],
    ['https://m.outlet.example/', 'm.outlet.example'],
    ['https://www2.outlet.example/', 'www2.outlet.example'],
    ['https://wwwoutlet.example/', 'wwwoutlet.example'],
    ['https://bücher.example/', 'xn--bcher-kva.example'],
    ['http://localhost:8080/story', 'localhost:8080'],
    ['mailto:desk@outlet.example', ''],
    ['no address', ''],
    ['', ''],
  ])('for "%s" returns "%s"', (address, host) => {
    expect(hostName(address)).toBe(host);
  });
});
