import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { browser } from '../../../lib/browser/browser.ts';
import {
  adoptLensHues,
  assignLensHues,
  readLensHues,
  withNewLenses,
} from '../../../lib/browser/lens-hues.ts';

const LENSES = ['power', 'money', 'rules', 'street', 'signal', 'ground', 'wiring', 'shadow'];

describe('the hues of the lenses', () => {
  beforeEach(() => browser.storage.local.clear());

  it('are assigned in the order of the list, and each lens keeps its hue', async () => {
    await assignLensHues(['power', 'money']);
    await assignLensHues(['rules', 'money', 'power']);
    expect(await readLensHues()).toEqual({ power: 1, money: 2, rules: 3 });
  });

  it('are only eight: a ninth lens has no hue', () => {
    expect(withNewLenses({}, [...LENSES, 'ninth'])).toEqual(
      Object.fromEntries(LENSES.map((lens, n) => [lens, n + 1])),
    );
  });

  it('are adopted from a file unless the lens already has a hue, or another lens has this hue', async () => {
    await assignLensHues(['power', 'money']);
    await adoptLensHues({ money: 5, rules: 1, street: 3, signal: 3, ground: 4 });
    expect(await readLensHues()).toEqual({ power: 1, money: 2, street: 3, ground: 4 });
  });

  it.each([null, 'blue', 7, { power: 0, money: 9, rules: '3', street: 2.5 }])(
    'are ignored if the stored value is damaged: %j',
    async (lensHues) => {
      await browser.storage.local.set({ lensHues });
      expect(await readLensHues()).toEqual({});
    },
  );

  it('never change, and differ between lenses, for any sequence of lists of lenses', () => {
    const list = fc.uniqueArray(fc.constantFrom(...LENSES, 'ninth', '__proto__', 'constructor'));
    fc.assert(
      fc.property(fc.array(list), (lists) => {
        let hues = withNewLenses({}, []);
        for (const lenses of lists) {
          const next = withNewLenses(hues, lenses);
          for (const [lens, hue] of Object.entries(hues)) expect(next[lens]).toBe(hue);
          hues = next;
        }
        const values = Object.values(hues);
        expect(new Set(values).size).toBe(values.length);
      }),
    );
  });
});
