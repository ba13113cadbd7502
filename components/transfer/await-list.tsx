import type { JSX } from 'preact';
import { useEffect } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { IndexFailure } from '../ui/index-failure.tsx';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

interface Props {
  /** Name of the file. */
  readonly name: string;
  /** Continues the import, with or without the list. */
  readonly goOn: () => void;
  readonly cancel: () => void;
}

/**
 * Says that the import waits for the list of analyses, and why the list has not arrived. Continues the import when the
 * list arrives. The reader can also go on without the list.
 */
export function AwaitList({ name, goOn, cancel }: Props): JSX.Element {
  const hasArrived = readyValue(useLiveQuery('indexStatus'))?.index !== undefined;
  useEffect(() => {
    if (hasArrived) goOn();
  }, [hasArrived]);
  return (
    <>
      <p role="status">{text('importAwaitsList', name)}</p>
      <IndexFailure always />
      <p class="buttons">
        <button type="button" class="button" onClick={goOn}>
          {text('importGoOn')}
        </button>
        <button type="button" class="button is-quiet" onClick={cancel}>
          {text('cancel')}
        </button>
      </p>
    </>
  );
}
