import { describe, expect, it } from 'vitest';
import { isSameOriginOrTwin, twinHost, twinOrigin } from '../../../lib/address/www-twin.ts';

describe('twinHost', () => {
  it.each([
    ['noligarchy.us', 'www.noligarchy.us'],
    ['www.noligarchy.us', 'noligarchy.us'],
    ['noligarchy.localhost', 'www.noligarchy.localhost'],
    ['www.noligarchy.localhost', 'noligarchy.localhost'],
    ['wwwnoligarchy.us', 'www.wwwnoligarchy.us'],
    ['localhost', undefined],
    ['127.0.0.1', undefined],
    ['192.168.1.7', undefined],
    ['[::1]', undefined],
    ['intranet', undefined],
  ])('for %s returns %s', (host, twin) => {
    expect(twinHost(host)).toBe(twin);
  });
});

describe('isSameOriginOrTwin', () => {
  it.each([
    ['https://noligarchy.us/a', 'https://noligarchy.us/b', true],
    ['https://noligarchy.us/a', 'https://www.noligarchy.us/a', true],
    ['http://noligarchy.localhost:4170/', 'http://www.noligarchy.localhost:4170/', true],
    ['http://localhost:4170/', 'http://localhost:4170/a', true],
    ['https://noligarchy.us/', 'http://www.noligarchy.us/', false],
    ['https://noligarchy.us/', 'https://www.noligarchy.us:8443/', false],
    ['https://noligarchy.us/', 'https://blog.noligarchy.us/', false],
    ['https://noligarchy.us/', 'https://www.www.noligarchy.us/', false],
    ['https://noligarchy.us/', 'https://www.noligarchy.us.example/', false],
  ])('for %s and %s returns %s', (a, b, expected) => {
    expect(isSameOriginOrTwin(a, b)).toBe(expected);
    expect(isSameOriginOrTwin(b, a)).toBe(expected);
  });
});

it('twinOrigin keeps scheme and port, and returns undefined for a host without a twin', () => {
  expect(twinOrigin('http://noligarchy.localhost:4170/a')).toBe('http://www.noligarchy.localhost:4170');
  expect(twinOrigin('http://localhost:4170/a')).toBeUndefined();
});
