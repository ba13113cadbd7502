import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import type { LinkedStoriesProps } from './linked-stories.tsx';

/** Shows the stories linked on the page. The code for it is loaded when the reader opens the list. */
export function LinkedStoriesPlace(props: LinkedStoriesProps): JSX.Element {
  const loaded = readyValue(useAsync(() => import('./linked-stories.tsx'), []));
  if (loaded) return <loaded.LinkedStories {...props} />;
  return (
    <p class="muted panel-loading" role="status">
      {text('linkedLoading')}
    </p>
  );
}
