import type { JSX } from 'preact';
import type { IndexStatus } from '../../lib/app/queries.ts';
import { setKeepTexts } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';

interface Props {
  readonly settings: Settings | undefined;
  readonly status: IndexStatus | undefined;
}

/**
 * Three promises. The first one says of which analyses the extension requests the text when the reader opens them: all,
 * only older ones, or none. If the publication offers texts for download, a checkbox lets the extension download all of
 * them in advance.
 */
export function NeverDoes({ settings, status }: Props): JSX.Element {
  const { change, failure } = useChange('change a setting');
  const keepsAll = settings?.keepTexts === 'all';
  const offersTexts = status?.index ? status.offersTexts : true;
  const keepTexts = guardedListener('keep texts', () =>
    change(() => setKeepTexts(keepsAll ? 'newest' : 'all')),
  );
  return (
    <section>
      <h2>{text('neverTitle')}</h2>
      <div class="promises">
        <div>
          <h3>{text('neverAddressTitle')}</h3>
          <p>{text(requestsText(settings, offersTexts))}</p>
          {offersTexts && (
            <label class="check">
              <input type="checkbox" data-setting="keepTexts" checked={keepsAll} onChange={keepTexts} />
              {text('neverKeepTexts')}
            </label>
          )}
          <ChangeFailed failure={failure} />
        </div>
        <div>
          <h3>{text('neverAccountTitle')}</h3>
          <p>{text('neverAccount')}</p>
        </div>
        <div>
          <h3>{text('neverOffTitle')}</h3>
          <p>{text('neverOff')}</p>
        </div>
      </div>
    </section>
  );
}

/** Key of the text that says which analyses are fetched when the reader opens them: all, only older ones, or none. */
function requestsText(
  settings: Settings | undefined,
  offersTexts: boolean,
): 'neverAddress' | 'neverAddressAny' | 'neverAddressKept' {
  if (!offersTexts || settings?.keepTexts === 'none') return 'neverAddressAny';
  return settings?.keepTexts === 'all' ? 'neverAddressKept' : 'neverAddress';
}
