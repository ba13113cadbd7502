import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { hashOfPlace } from '../../lib/tab/library-address.ts';
import { LabelName } from './label-name.tsx';
import './label-chips.css';

/** The labels of the open analysis. Each label links to the list of all analyses with this label. */
export function LabelChips({ labels }: { labels: readonly string[] }): JSX.Element {
  return (
    <ul class="label-chips" aria-label={text('labelsTitle')}>
      {labels.map((label) => (
        <li key={label}>
          <a class="chip" href={hashOfPlace({ label })}>
            <LabelName name={label} />
          </a>
        </li>
      ))}
    </ul>
  );
}
