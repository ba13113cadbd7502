import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { keepIndex } from '../../../lib/search/keep-index.ts';
import { StoredIndex } from '../../../lib/search/stored-index.ts';
import { holdsAsync } from '../properties.ts';
import { documentWith } from './documents.ts';
import { found, foundAtOnce, kept } from './kept-index.ts';
import { Killed, TestLibrary } from './test-library.ts';

type Step =
  | { readonly do: 'save'; readonly ids: number[]; readonly word: number }
  | { readonly do: 'remove'; readonly id: number }
  | { readonly do: 'keep'; readonly commits: number }
  | { readonly do: 'damage'; readonly segment: number; readonly at: number }
  | { readonly do: 'cards'; readonly source: number; readonly ids: number[] };

const anyStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('save' as const),
      ids: fc.array(fc.nat(20), { maxLength: 4 }),
      word: fc.nat(2),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), id: fc.nat(20) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('keep' as const), commits: fc.nat(4) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('damage' as const), segment: fc.nat(9), at: fc.nat(500) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constant('cards' as const),
      source: fc.nat(2),
      ids: fc.array(fc.nat(30), { maxLength: 3 }),
    }),
  },
);

const WORD = ['water', 'leverage', 'oil'];

/** Runs one step. If the step kills the search worker, the changes that the search worker had committed remain. */
async function does(library: TestLibrary, step: Step): Promise<void> {
  switch (step.do) {
    case 'save':
      return library.save(...step.ids.map((id) => documentWith(String(id), WORD[step.word] ?? '')));
    case 'remove':
      return library.remove(String(step.id));
    case 'keep':
      await kept(library, step.commits).catch((error: unknown) => {
        if (!(error instanceof Killed)) throw error;
      });
      return;
    case 'damage': {
      const names = await library.db.searchSegments.toCollection().primaryKeys();
      const name = names[step.segment % Math.max(1, names.length)];
      await library.db.searchSegments.where({ name: name ?? '' }).modify(({ bytes }) => {
        bytes[step.at % bytes.length] = (bytes[step.at % bytes.length] ?? 0) ^ 1;
      });
      return;
    }
    case 'cards':
      library.cards.set(
        String(step.source),
        step.ids.map((id) => documentWith(`card-${id}`, '', 'water')),
      );
      // A `CardSource` whose cards change gets another key.
      library.cards = new Map([...library.cards].map(([key, cards]) => [key.split(':')[0] as string, cards]));
      library.cards = new Map(
        [...library.cards].map(([key, cards]) => [`${key}:${cards.map(({ id }) => id)}`, cards]),
      );
  }
}

/** Returns what searches must find, according to the records. */
async function expected(library: TestLibrary, word: string): Promise<string[]> {
  const saved = (await library.db.saved.toArray()).filter(({ texts }) => texts.text?.includes(word));
  const cards = word === 'water' ? [...library.cards.values()].flat() : [];
  return [...new Set([...saved, ...cards].map(({ id }) => id))].sort();
}

describe('after any saves, changes, removals, kills and damage', () => {
  it('the search index agrees with the records once it is up to date', async () => {
    await holdsAsync(
      fc.asyncProperty(fc.array(anyStep, { maxLength: 25 }), async (steps) => {
        const library = TestLibrary.open();
        for (const step of steps) await does(library, step);
        const { index } = await kept(library);
        for (const word of WORD)
          expect(await found(index, library, `"${word}"`)).toEqual(await expected(library, word));
        const names = (await library.db.searchLists.get('list'))?.segments.map(({ name }) => name) ?? [];
        expect((await library.db.searchSegments.toCollection().primaryKeys()).sort()).toEqual(names.sort());
        expect(await library.db.searchQueue.count()).toBe(0);
      }),
      60,
    );
  });

  it('a search finds queued documents immediately', async () => {
    const anyUndamaged = fc.array(
      anyStep.filter((step) => step.do !== 'damage' && step.do !== 'cards'),
      { maxLength: 20 },
    );
    await holdsAsync(
      fc.asyncProperty(anyUndamaged, async (steps) => {
        const library = TestLibrary.open();
        await kept(library);
        for (const step of steps) await does(library, step);
        for (const word of WORD)
          expect(await foundAtOnce(library, `"${word}"`)).toEqual(await expected(library, word));
      }),
      40,
    );
  });

  it('two search workers at the same time leave the search index in agreement with the records', async () => {
    await holdsAsync(
      fc.asyncProperty(fc.scheduler(), fc.array(anyStep, { maxLength: 8 }), async (scheduler, steps) => {
        const library = TestLibrary.open();
        for (const step of steps) await does(library, step);
        const onRead = (): Promise<void> => scheduler.schedule(Promise.resolve());
        const pauses = (): Promise<void> => scheduler.schedule(Promise.resolve());
        const works = [0, 1].map(() =>
          keepIndex(new StoredIndex(library.store()), library.sources(onRead), { pause: pauses }),
        );
        const saves = scheduler
          .schedule(Promise.resolve())
          .then(() => library.save(documentWith('late', 'oil')));
        await scheduler.waitFor(Promise.all([...works, saves]));
        const { index } = await kept(library);
        for (const word of WORD)
          expect(await found(index, library, `"${word}"`)).toEqual(await expected(library, word));
      }),
      30,
    );
  });
});
