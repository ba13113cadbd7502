import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { setAppearance } from '../../lib/app/setting-actions.ts';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { type AppearanceChoice, applyAppearance, shownAppearance } from './appearance.ts';
import { ChangeFailed } from './change-failed.tsx';
import { useChange } from './use-change.ts';
import { useSettings } from './use-settings.ts';
import './appearance-choices.css';

/** For each setting of the appearance: the key of its title, and each value with the key of its name. */
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
  readonly [Name in keyof AppearanceChoice]: {
    readonly title: TextKey;
    readonly values: readonly (readonly [AppearanceChoice[Name], TextKey])[];
  };
};

/**
 * The controls for theme, text size and line length, on the options page and in the box that the "Aa" button opens. In
 * a private window, a choice changes only the current page and is not stored.
 */
export function AppearanceChoices({ isPrivate }: { isPrivate: boolean }): JSX.Element {
  const settings = useSettings();
  const [own, setOwn] = useState(() => (isPrivate ? shownAppearance() : {}));
  const chosen = settings && { ...settings, ...own };
  const { change, failure } = useChange('change a setting');
  const choose = guardedListener('change the appearance', async (choice: Partial<AppearanceChoice>) => {
    if (!isPrivate) await change(() => setAppearance(choice));
    else if (chosen) {
      applyAppearance({ ...chosen, ...choice });
      setOwn({ ...own, ...choice });
    }
  });
  return (
    <div class="appearance">
      {(Object.keys(CHOICES) as (keyof AppearanceChoice)[]).map((name) => {
        const { title, values } = CHOICES[name];
        return (
          <fieldset key={name} class="segments" data-setting={name}>
            <legend>{text(title)}</legend>
            {values.map(([value, label]) => (
              <label key={value}>
                <input
                  type="radio"
                  name={name}
                  checked={chosen?.[name] === value}
                  onChange={() => choose({ [name]: value })}
                />
                {name === 'textSize' ? (
                  <>
                    <span class="size-letter" data-step={value} aria-hidden="true">
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
      {isPrivate && <p class="facts-line">{text('savePrivate')}</p>}
      <ChangeFailed failure={failure} />
    </div>
  );
}
