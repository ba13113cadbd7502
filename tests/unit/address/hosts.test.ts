import { describe, expect, it } from 'vitest';
import { foldHost, isLoopback } from '../../../lib/address/hosts.ts';

describe('foldHost', () => {
  it.each([
    ['outlet.example', 'outlet.example'],
    ['WWW.Outlet.Example', 'outlet.example'],
    ['outlet.example.', 'outlet.example'],
    ['www.outlet.example.', 'outlet.example'],
    ['m.outlet.example', 'outlet.example'],
    ['mobile.outlet.example', 'outlet.example'],
    ['mobil.outlet.example', 'outlet.example'],
    ['amp.outlet.example', 'outlet.example'],
    ['wap.outlet.example', 'outlet.example'],
    ['www.amp.outlet.example', 'outlet.example'],
    ['m.www.outlet.example', 'outlet.example'],
    ['amp-culture.outlet.example', 'culture.outlet.example'],
    ['m.m.outlet.example', 'm.outlet.example'],
    ['www.amp-culture.outlet.example', 'culture.outlet.example'],
    ['www.amp.dev', 'amp.dev'],
    ['amp.amp.dev', 'amp.dev'],
    ['amp.dev', 'amp.dev'],
    ['m.tv', 'm.tv'],
    ['www.com', 'www.com'],
    ['amp-outlet.example', 'amp-outlet.example'],
    ['www2.outlet.example', 'www2.outlet.example'],
    ['www-2.outlet.example', 'www-2.outlet.example'],
    ['mobiles.outlet.example', 'mobiles.outlet.example'],
    ['news.m.outlet.example', 'news.m.outlet.example'],
    ['moutlet.example', 'moutlet.example'],
    ['xn--bcher-kva.example', 'xn--bcher-kva.example'],
    ['localhost', 'localhost'],
    ['[::1]', '[::1]'],
    ['', ''],
  ])('folds "%s" to "%s"', (host, folded) => {
    expect(foldHost(host)).toBe(folded);
  });

  it.each(['mobile.co.uk', 'wap.co.uk', 'm.com.au'])(
    'keeps %s, because without its first label it would be a public suffix, not a site',
    (host) => {
      expect(foldHost(host)).toBe(host);
    },
  );
});

describe('isLoopback', () => {
  it.each([
    ['localhost', true],
    ['LOCALHOST', true],
    ['outlet.localhost', true],
    ['news.outlet.localhost', true],
    ['127.0.0.1', true],
    ['127.255.255.254', true],
    ['[::1]', true],
    ['localhost.example', false],
    ['notlocalhost', false],
    ['.localhost', false],
    ['localhost:8080', false],
    ['127.0.0.1.example', false],
    ['127.0.0', false],
    ['128.0.0.1', false],
    ['1127.0.0.1', false],
    ['10.0.0.1', false],
    ['0.0.0.0', false],
    ['[::2]', false],
    ['::1', false],
    ['', false],
  ])('for "%s" returns %s', (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
