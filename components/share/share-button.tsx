import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { selectedRange } from '../reading/selected-range.ts';
import { Icon } from '../ui/icons.tsx';
import type { ShareMenu, ShareProps } from './share-menu.tsx';

/** The button that opens the menu for sharing. The menu's code is loaded when the reader first presses the button. */
export function ShareButton(props: ShareProps): JSX.Element {
  const [loaded, setLoaded] = useState<{
    readonly Menu: typeof ShareMenu;
    readonly selected: Range | undefined;
  }>();
  const load = guardedListener('open the menu for sharing', async () => {
    // Read the selection now: it may be lost when the menu gets the focus.
    const selected = selectedRange();
    setLoaded({ Menu: (await import('./share-menu.tsx')).ShareMenu, selected });
  });
  if (loaded) return <loaded.Menu {...props} selected={loaded.selected} />;
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={text('share')}
      title={text('share')}
      aria-haspopup="menu"
      aria-expanded={false}
      onClick={load}
      // Without this, pressing the button would clear the selection that the reader wants to quote.
      onMouseDown={(event) => event.preventDefault()}
    >
      <Icon name="share" />
    </button>
  );
}
