import { describe, expect, it } from 'vitest';
import { hostList, hostPlace } from '../../../lib/page/host-list.ts';

const MANY = Array.from({ length: 60_000 }, (_, n) => `${'a-very-long-name-'.repeat(3)}${n}.outlet.example`);
const isListed = (list: Record<string, string>, host: string): boolean => {
  const [part, entry] = hostPlace(host);
  return list[part]?.includes(entry) ?? false;
};

describe('the list of hosts', () => {
  it('contains every listed host, and no other host', () => {
    const some = MANY.slice(0, 5000);
    const list = hostList(some);
    expect(some.filter((host) => !isListed(list, host))).toEqual([]);
    // With 32-bit hashes, a collision between 5,000 listed and 5,000 other hosts is unlikely.
    const others = some.map((host) => host.replace('outlet.', 'other.'));
    expect(others.filter((host) => isListed(list, host))).toEqual([]);
    expect(isListed(hostList([]), 'outlet.example')).toBe(false);
  });

  it('is stored in parts of less than 4 kB', () => {
    const parts = Object.values(hostList(MANY)).map((part) => part.length);
    expect(Math.max(...parts)).toBeLessThan(4000);
    expect(parts.reduce((sum, length) => sum + length)).toBeLessThan(8.5 * MANY.length);
  });

  it('includes empty parts, which replace the parts of an older list', () => {
    expect(Object.keys(hostList([]))).toEqual(Object.keys(hostList(MANY)));
    expect(new Set(Object.values(hostList([])))).toEqual(new Set(['\n']));
  });
});
