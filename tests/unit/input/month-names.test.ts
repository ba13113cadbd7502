import { describe, expect, it, vi } from 'vitest';
import { monthNamed } from '../../../lib/input/month-names.ts';

describe('the name of a month', () => {
  it('needs no formatters of `Intl` if it begins as in a common language', () => {
    const formatter = vi.spyOn(Intl, 'DateTimeFormat');
    expect(['Jul', 'julio', 'Dez', 'février'].map(monthNamed)).toEqual([7, 7, 12, 2]);
    expect(formatter).not.toHaveBeenCalled();
    formatter.mockRestore();
    expect(monthNamed('lipca')).toBe(7);
  });

  it.each(['', 'lipiec-sierpien', 'Juk', 'vendredi'])('is not %j', (word) => {
    expect(monthNamed(word)).toBeUndefined();
  });
});
