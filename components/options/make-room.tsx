import type { JSX } from 'preact';
import { releaseTexts } from '../../lib/app/library-actions.ts';
import { query } from '../../lib/app/send-query.ts';
import { setKeepTexts } from '../../lib/app/setting-actions.ts';
import { formatByteSize } from '../../lib/browser/byte-size.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useChangeResult } from './use-change-result.tsx';

interface Props {
  /** Whether there is little or no room left on the device. */
  readonly isFull: boolean;
  /** Whether there are texts that were fetched ahead, and the setting `keepTexts` is not `none`. */
  readonly canDropTexts: boolean;
  /** Values that change when there may be other texts to release. */
  readonly inputs: readonly unknown[];
  /** Called when the data on the device has changed. */
  readonly onChanged: () => void;
}

/** Says what the reader can do to make room, with a button for each action. */
export function MakeRoom({ isFull, canDropTexts, inputs, onChanged }: Props): JSX.Element {
  const releasing = useAsync(() => query('releasableTexts'), [...inputs]);
  const texts = readyValue(releasing);
  const { run, result, failed } = useChangeResult(text('releaseUndone'), () => {
    releasing.again();
    onChanged();
  });
  const release = (number: number): Promise<void> =>
    run(async () => {
      const undoId = await releaseTexts();
      return undoId === undefined ? undefined : { words: countedText('released', number), undoId };
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
      {result}
      {texts && texts.count > 0 && (
        <>
          <p class="muted">{text('releaseExplained')}</p>
          <button
            type="button"
            class="button"
            onClick={guardedListener('release texts', () => release(texts.count))}
          >
            {countedText('releaseTexts', texts.count, formatByteSize(texts.bytes))}
          </button>
        </>
      )}
      {isFull && canDropTexts && (
        <button type="button" class="button" onClick={guardedListener('delete unopened texts', dropTexts)}>
          {text('storageDropTexts')}
        </button>
      )}
      {failed}
    </div>
  );
}
