import type { JSX } from 'preact';
import { byteSize, count, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';

/**
 * Shows the storage in use, the number of saved analyses, and whether the browser has promised to keep the data
 * (https://developer.mozilla.org/docs/Web/API/StorageManager/persisted).
 */
export function Storage(): JSX.Element {
  const saved = readyValue(useLiveQuery('savedCount'));
  const status = readyValue(useLiveQuery('indexStatus'));
  const estimate = readyValue(
    useAsync(() => navigator.storage.estimate(), [saved, status?.index?.generated]),
  );
  const persistence = useAsync(() => navigator.storage.persisted(), []);
  const persisted = readyValue(persistence);
  const protect = async (): Promise<void> => {
    await navigator.storage.persist();
    persistence.again();
  };
  return (
    <section>
      <h2>{text('storageTitle')}</h2>
      <p>
        {estimate?.usage !== undefined && text('storageUsed', byteSize(estimate.usage))}{' '}
        {saved !== undefined && count('storageSaved', saved)}
      </p>
      <p class="muted">
        {persisted !== undefined && text(persisted ? 'storagePersisted' : 'storageNotPersisted')}
      </p>
      {persisted === false && (
        <button type="button" class="button" onClick={on('protect storage', protect)}>
          {text('storagePersist')}
        </button>
      )}
    </section>
  );
}
