import type { JSX } from 'preact';
import { setKeepTexts } from '../../lib/app/setting-actions.ts';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import type { KeepTexts } from '../../lib/browser/settings.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { textFailureText } from '../ui/failure-text.ts';
import { readyValue } from '../ui/loading.ts';
import { useChange } from '../ui/use-change.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { useSettings } from '../ui/use-settings.ts';
import { useInitialFacts } from './initial-facts.ts';

const CHOICES = { none: 'textsNone', newest: 'textsNewest', all: 'textsAll' } as const satisfies Record<
  KeepTexts,
  string
>;

/**
 * Lets the reader choose the months whose texts are downloaded in advance: none, the two newest, or all. A note says if
 * the publication offers no such download. Another says how many texts wait because the reader has stopped the reading
 * of pages, and a third says why texts could not be fetched.
 */
export function KeepTextsChoice(): JSX.Element {
  const { keepTexts, readPages } = useSettings(useInitialFacts().settings);
  const status = readyValue(useLiveQuery('indexStatus'));
  const { textsWaiting = 0 } = readyValue(useLiveQuery('siteReading', readPages)) ?? {};
  const { change, failure } = useChange('change a setting');
  return (
    <section>
      <h2>{text('textsTitle')}</h2>
      {status?.index && !status.offersTexts ? (
        <p>{text('textsNotOffered')}</p>
      ) : (
        <fieldset class="choices">
          <legend>{text('textsWhy')}</legend>
          {(Object.keys(CHOICES) as KeepTexts[]).map((choice) => (
            <label key={choice}>
              <input
                type="radio"
                name="keep-texts"
                checked={keepTexts === choice}
                onChange={guardedListener('keep texts', () => change(() => setKeepTexts(choice)))}
              />
              {text(CHOICES[choice])}
            </label>
          ))}
          <ChangeFailed failure={failure} />
        </fieldset>
      )}
      {keepTexts !== 'none' && textsWaiting > 0 && (
        <p class="muted">{countedText('textsWaiting', textsWaiting, text('siteReadOlder'))}</p>
      )}
      {status?.sync.textsFailure && (
        <p class="notice">{text('textsFailed', textFailureText(status.sync.textsFailure))}</p>
      )}
    </section>
  );
}
