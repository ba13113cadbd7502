// @vitest-environment jsdom
import { type JSX, render } from 'preact';
import { useRef } from 'preact/hooks';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { untilRestored } from '../../components/reading/restored-place.ts';
import { ScrollsToMatch } from '../../components/reading/scrolls-to-match.ts';
import { useReadingPlace } from '../../components/reading/use-reading-place.ts';
import { removeSaved } from '../../lib/library/removed-analyses.ts';
import { save } from './database.ts';
import { freshDevice } from './fresh-device.ts';
import { closePage, eventually, settled } from './open-page.ts';
import { receiveIndex } from './publication.ts';

/**
 * Tests `untilRestored`, with which the voice waits until a text is scrolled to its reading place. The wait must end
 * even if nothing restores a place.
 */

function Text(): JSX.Element {
  const place = useRef<HTMLDivElement>(null);
  useReadingPlace(place, 'ferry', false);
  return (
    <div ref={place} class="sections">
      <section>
        <h2>What happened</h2>
      </section>
    </div>
  );
}

/** @param scrollsToMatch `undefined` while the page waits for the search */
function draw(scrollsToMatch: boolean | undefined): void {
  const page = (
    <ScrollsToMatch.Provider value={scrollsToMatch}>
      <Text />
    </ScrollsToMatch.Provider>
  );
  render(page, document.getElementById('root') as Element);
}

describe('the wait for the reading place', () => {
  beforeEach(async () => {
    await freshDevice();
    await receiveIndex();
    document.body.innerHTML = '<div id="root"></div>';
  });
  afterEach(closePage);

  /** Draws the text, begins the wait, and returns a mock function that is called when the wait ends. */
  const waitFor = async (scrollsToMatch: boolean | undefined): Promise<() => void> => {
    draw(scrollsToMatch);
    const onRestored = vi.fn<() => void>();
    const text = document.querySelector('.sections');
    if (!text) throw new Error('The page shows no text.');
    untilRestored(text, new AbortController().signal).then(onRestored);
    await settled();
    return onRestored;
  };
  const isOver = (onRestored: () => void): Promise<void> =>
    eventually(() => expect(onRestored).toHaveBeenCalledOnce());

  it('lasts until the page knows the place of a saved analysis', async () => {
    await save('ferry');
    const onRestored = await waitFor(undefined);
    expect(onRestored).not.toHaveBeenCalled();
    draw(false);
    await isOver(onRestored);
  });

  it('ends if the reader removes the analysis before its place is known', async () => {
    await save('ferry');
    const onRestored = await waitFor(undefined);
    await removeSaved('ferry');
    await isOver(onRestored);
  });

  it('ends if the text is removed from the page before its place is known', async () => {
    await save('ferry');
    const onRestored = await waitFor(undefined);
    closePage();
    await isOver(onRestored);
  });

  it('ends for an analysis that is not saved', async () => {
    await isOver(await waitFor(false));
  });
});
