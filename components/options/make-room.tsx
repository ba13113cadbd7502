import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { releaseTexts, undo } from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { setKeepTexts } from '../../lib/app/setting-actions.ts';
import { byteSize, count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useChange } from '../ui/use-change.ts';

interface Props {
  /** Whether there is no room left, or little. */
  readonly isFull: boolean;
  /** Whether there are texts that were fetched ahead. */
  readonly canDropTexts: boolean;
  /** Values that change when there may be other texts to release. */
  readonly inputs: readonly unknown[];
  /** Called when the data on the device has changed. */
  readonly onChanged: () => void;
}

/** Says what the reader can do to make room, with a button for each. */
export function MakeRoom({ isFull, canDropTexts, inputs, onChanged }: Props): JSX.Element {
  const releasing = useAsync(() => query('releasableTexts'), [...inputs]);
  const { change, failure } = useChange('change the library');
  const [done, setDone] = useState<{ readonly words: string; readonly undoId?: string }>();
  const status = useRef<HTMLParagraphElement>(null);
  const texts = readyValue(releasing);
  const run = async (work: () => Promise<typeof done>): Promise<void> => {
    // The pressed button may disappear, so move the keyboard focus to the result.
    if (await change(async () => setDone(await work()))) status.current?.focus();
    releasing.again();
    onChanged();
  };
  const release = (number: number): Promise<void> =>
    run(async () => {
      const undoId = await releaseTexts();
      return undoId === undefined ? undefined : { words: count('released', number), undoId };
    });
  const fetchAgain = (id: string): Promise<void> =>
    run(async () => {
      await undo(id);
      return { words: text('releaseUndone') };
    });
  const dropTexts = (): Promise<void> =>
    run(async () => {
      await setKeepTexts('none');
      return undefined;
    });
  return (
    <div class="make-room">
      {isFull && (
        <p class="notice" role="status">
          {text('storageFull')}
        </p>
      )}
      <p ref={status} role="status" tabIndex={-1} class="result">
        {done?.words}{' '}
        {done?.undoId !== undefined && (
          <button
            type="button"
            class="link"
            onClick={on('fetch released texts', () => fetchAgain(done.undoId ?? ''))}
          >
            {text('undo')}
          </button>
        )}
      </p>
      {texts && texts.count > 0 && (
        <>
          <p class="muted">{text('releaseExplained')}</p>
          <button type="button" class="button" onClick={on('release texts', () => release(texts.count))}>
            {count('releaseTexts', texts.count, byteSize(texts.bytes))}
          </button>
        </>
      )}
      {isFull && canDropTexts && (
        <button type="button" class="button" onClick={on('keep no texts ahead', dropTexts)}>
          {text('storageDropTexts')}
        </button>
      )}
      <ChangeFailed failure={failure} />
    </div>
  );
}
