import type { JSX } from 'preact';
import { setAppearance } from '../../lib/app/setting-actions.ts';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import type { Settings } from '../../lib/browser/settings.ts';
import { ChangeFailed } from './change-failed.tsx';
import { useChange } from './use-change.ts';
import { useSettings } from './use-settings.ts';
import './appearance-choices.css';

/** The settings of the appearance: title, and for each value its name. */
const CHOICES = {
  theme: {
    title: 'themeTitle',
    values: [
      ['browser', 'themeBrowser'],
      ['light', 'themeLight'],
      ['dark', 'themeDark'],
    ],
  },
  textSize: {
    title: 'textSizeTitle',
    values: [
      [1, 'textSizeSmall'],
      [2, 'textSizeNormal'],
      [3, 'textSizeLarge'],
      [4, 'textSizeLarger'],
      [5, 'textSizeLargest'],
    ],
  },
  measure: {
    title: 'measureTitle',
    values: [
      ['narrow', 'measureNarrow'],
      ['medium', 'measureMedium'],
      ['wide', 'measureWide'],
    ],
  },
} as const satisfies {
  readonly [Name in keyof Choices]: {
    readonly title: TextKey;
    readonly values: readonly (readonly [Choices[Name], TextKey])[];
  };
};

type Choices = Pick<Settings, 'theme' | 'textSize' | 'measure'>;

/** The reader's choices of theme, text size and line length: in Options, and behind the button "Aa". */
export function AppearanceChoices(): JSX.Element {
  const settings = useSettings();
  const { change, failure } = useChange('change a setting');
  return (
    <div class="appearance">
      {(Object.keys(CHOICES) as (keyof Choices)[]).map((name) => {
        const { title, values } = CHOICES[name];
        return (
          <fieldset key={name} class="segments" data-setting={name}>
            <legend>{text(title)}</legend>
            {values.map(([value, label]) => (
              <label key={value}>
                <input
                  type="radio"
                  name={name}
                  checked={settings?.[name] === value}
                  onChange={on('change the appearance', () => change(() => setAppearance({ [name]: value })))}
                />
                {name === 'textSize' ? (
                  <>
                    <span class="letter" data-step={value} aria-hidden="true">
                      A
                    </span>
                    <span class="unseen">{text(label)}</span>
                  </>
                ) : (
                  text(label)
                )}
              </label>
            ))}
          </fieldset>
        );
      })}
      <ChangeFailed failure={failure} />
    </div>
  );
}
