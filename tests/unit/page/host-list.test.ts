import { describe, expect, it } from 'vitest';
import { hostList, hostPlace } from '../../../lib/page/host-list.ts';

const MANY = Array.from({ length: 60_000 }, (_, n) => `${'a-very-long-name-'.repeat(3)}${n}.outlet.example`);
const isListed = (list: Record<string, string>, host: string): boolean => {
  const [part, entry] = hostPlace(host);
  return list[part]?.includes(entry) ?? false;
};

describe('the list of hosts', () => {
  it('has every host that was listed, and no other', () => {
    const some = MANY.slice(0, 5000);
    const list = hostList(some);
    expect(some.filter((host) => !isListed(list, host))).toEqual([]);
    // A hash of 32 bits: of 5,000 others, none is likely to have one of 5,000 hashes.
    const others = some.map((host) => host.replace('outlet.', 'other.'));
    expect(others.filter((host) => isListed(list, host))).toEqual([]);
    expect(isListed(hostList([]), 'outlet.example')).toBe(false);
  });

  it('gives a page of a long list no more than a few kilobytes to read', () => {
    const parts = Object.values(hostList(MANY)).map((part) => part.length);
    expect(Math.max(...parts)).toBeLessThan(4000);
    expect(parts.reduce((sum, length) => sum + length)).toBeLessThan(8.5 * MANY.length);
  });

  it('replaces every part of the list before', () => {
    expect(Object.keys(hostList([]))).toEqual(Object.keys(hostList(MANY)));
    expect(new Set(Object.values(hostList([])))).toEqual(new Set(['\n']));
  });
});
