import type { Reader } from '../e2e/harness/reader.ts';
import type { LibrarySize } from './library.ts';
import { inLibrary, openLibrary, watch } from './library-page.ts';
import { type Measured, quantile } from './report.ts';

/** Number of turns of the wheel, and how far each scrolls (px). */
const TURNS = 120;
const TURN_PX = 240;

interface Frames {
  /** Times between frames (ms). */
  readonly intervals: readonly number[];
  /** The largest number of rows in the document. */
  readonly rows: number;
}

/** Counts the frames while the reader turns the wheel over the list, and while the list is at rest. */
export async function measureScrolling(reader: Reader, size: LibrarySize): Promise<Measured[]> {
  const page = await openLibrary(reader, size.saved);
  const box = await (await page.$('.windowed-list > li'))?.boundingBox();
  if (!box) throw new Error('the list has no row');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  const frames = async (act: () => Promise<void>): Promise<Frames> => {
    await watch(page, 'watchFrames()');
    await act();
    return watch<Frames>(page, 'endFrames()');
  };
  const wheel = async (deltaY: number): Promise<void> => {
    for (let n = 0; n < TURNS; n++) await page.mouse.wheel({ deltaY });
  };
  const rest = await frames(async () => {
    await page.evaluate(async () => {
      for (let n = 0; n < 120; n++) await new Promise(requestAnimationFrame);
    });
  });
  const down = await frames(() => wheel(TURN_PX));
  const scrolled = Number(await page.$eval('.list-scroll', ({ scrollTop }) => scrollTop));
  const up = await frames(() => wheel(-TURN_PX));
  await page.close();
  const intervals = [...down.intervals, ...up.intervals];
  return [
    { what: 'frames at rest', value: perSecond(rest.intervals), unit: 'a second' },
    inLibrary('frames while scrolling', perSecond(intervals), size),
    { what: '  the first time, downwards', value: perSecond(down.intervals), unit: 'a second' },
    { what: '  longest time between two frames', value: Math.max(...intervals), unit: 'ms' },
    { what: '  99 of 100 times between frames', value: quantile(intervals, 0.99), unit: 'ms' },
    { what: '  scrolled', value: scrolled, unit: 'px' },
    inLibrary('rows in the document, at most', Math.max(down.rows, up.rows), size),
  ];
}

function perSecond(intervals: readonly number[]): number {
  const time = intervals.reduce((sum, one) => sum + one, 0);
  return (1000 * intervals.length) / time;
}
