/**
 * Functions of the bench that run inside the library page. They report when something was painted. They are installed
 * before the page loads its own code.
 */

/** See https://developer.mozilla.org/docs/Web/API/Scheduler/postTask. */
declare const scheduler: {
  postTask(task: () => void, options: { readonly priority: 'user-blocking' }): Promise<void>;
};

/** A condition that the bench waits for. */
type Condition = keyof typeof CONDITIONS;

const CONDITIONS = {
  /** The document contains the paragraph of the static page. */
  static: (): boolean => document.querySelector('body > p') !== null,
  /** The list has one of these numbers of rows. Unless the number is 0, the document contains some of the rows. */
  list: (...counts: readonly number[]): boolean =>
    counts.some((count) =>
      document.querySelector(`[data-count="${count}"]${count > 0 ? ' [data-analysis]' : ''}`),
    ),
  /** A view shows its number of analyses, so all records were read. */
  counts: (): boolean => document.querySelector('.rail-count') !== null,
  /** The text of an analysis is open. */
  text: (headline: string): boolean =>
    document.querySelector('.library-reading h1')?.textContent === headline &&
    document.querySelector('.library-reading .sections section p') !== null,
  /** The text of an analysis is open, and its highlights are drawn. A highlight may consist of several ranges. */
  marks: (headline: string, count: number): boolean =>
    CONDITIONS.text(headline) && (CSS.highlights.get('own-marks')?.size ?? 0) >= count,
  /** A row shows the words that were found. */
  found: (): boolean => document.querySelector('[data-analysis] mark') !== null,
  /** The list shows the row of an analysis. */
  row: (id: string): boolean => document.querySelector(`[data-analysis="${id}"]`) !== null,
};

/** Times, in milliseconds since the navigation. */
export interface Painted {
  /** When the reader pressed the key or the button; `NaN` if that did not happen. */
  readonly input: number;
  /** When the document met the condition. */
  readonly drawn: number;
  readonly painted: number;
}

/** If a condition is not met within this time (ms), the bench fails. */
const TIMEOUT_MS = 30_000;

let input = Number.NaN;
for (const type of ['keydown', 'input', 'click'])
  addEventListener(
    type,
    ({ timeStamp }) => {
      if (Number.isNaN(input)) input = timeStamp;
    },
    { capture: true },
  );

/** Waits until the document meets a condition and the browser has painted it. */
function until(condition: Condition, ...wanted: readonly unknown[]): Promise<Painted> {
  const { promise, resolve, reject } = Promise.withResolvers<Painted>();
  setTimeout(() => reject(new Error(`not seen: ${condition} ${wanted.join(' ')}`)), TIMEOUT_MS);
  input = Number.NaN;
  const isMet = CONDITIONS[condition] as (...wanted: readonly unknown[]) => boolean;
  const look = (observer?: MutationObserver): boolean => {
    if (!isMet(...wanted)) return false;
    observer?.disconnect();
    const drawn = performance.now();
    afterFrame(() => resolve({ input, drawn, painted: performance.now() }));
    return true;
  };
  if (look()) return promise;
  const changes = { subtree: true, childList: true, attributes: true, characterData: true };
  new MutationObserver((_, observer) => look(observer)).observe(document, changes);
  return promise;
}

/**
 * Calls back when the browser has painted the present changes of the document. It paints them after the callbacks of
 * the next frame, and before the next task
 * (https://html.spec.whatwg.org/multipage/webappapis.html#update-the-rendering). The priority "user-blocking" makes the
 * callback this next task. A timer could fire later, after work that the page postponed until after the paint, and the
 * measured time would then include that work.
 */
function afterFrame(callback: () => void): void {
  requestAnimationFrame(() => scheduler.postTask(callback, { priority: 'user-blocking' }));
}

/** Times the smallest change of the document until it is painted (ms): no page can be faster in this browser. */
function smallestChange(): Promise<number> {
  const start = performance.now();
  document.documentElement.dataset.changed = `${start}`;
  return new Promise((resolve) => afterFrame(() => resolve(performance.now() - start)));
}

/** Waits until this page hears of a change of the database by another page. Returns the time since the navigation. */
function heard(): Promise<number> {
  // Dexie sends changes to other pages over this channel.
  const channel = new BroadcastChannel('x-storagemutated-1');
  return new Promise((resolve) => {
    channel.onmessage = () => {
      channel.close();
      resolve(performance.now());
    };
  });
}

/** Types a letter by script, so that it is typed at the moment when the list is painted. */
function type(letter: string, ...counts: readonly number[]): Promise<Painted> {
  const painted = until('list', ...counts);
  const box = document.querySelector<HTMLInputElement>('input[type=search]');
  if (!box) throw new Error('there is no search box');
  box.value = letter;
  box.dispatchEvent(new InputEvent('input', { bubbles: true }));
  return painted;
}

let frames: number[] = [];
let rows: number[] = [];
let isWatching = false;

/** Begins to record the time of each frame, and the number of rows in the document. */
function watchFrames(): void {
  [frames, rows, isWatching] = [[], [], true];
  const note = (time: number): void => {
    frames.push(time);
    rows.push(document.querySelectorAll('[data-analysis]').length);
    if (isWatching) requestAnimationFrame(note);
  };
  requestAnimationFrame(note);
}

/** Ends the recording. Returns the times between frames (ms), and the largest number of rows. */
function endFrames(): { intervals: number[]; rows: number } {
  isWatching = false;
  const intervals = frames.slice(1).map((time, n) => time - (frames[n] ?? time));
  return { intervals, rows: Math.max(...rows) };
}

/**
 * Durations (ms) of the tasks of this page that took over 50 ms, since the page began to load. See
 * https://developer.mozilla.org/docs/Web/API/PerformanceLongTaskTiming
 */
const longTasks: number[] = [];
new PerformanceObserver((list) => {
  longTasks.push(...list.getEntries().map(({ duration }) => duration));
}).observe({ type: 'longtask', buffered: true });

Object.assign(globalThis, {
  libraryWatch: { until, type, smallestChange, heard, watchFrames, endFrames, longTasks },
});
