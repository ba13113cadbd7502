import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { AppearanceChoices } from '../ui/appearance-choices.tsx';

/** Lets the reader choose theme, text size and line length. */
export function AppearanceSection(): JSX.Element {
  return (
    <section>
      <h2>{text('appearanceTitle')}</h2>
      <AppearanceChoices isPrivate={false} />
    </section>
  );
}
