import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { GoAutomatic, Notice } from './panel-notices.tsx';

/** The mode is *on click*, and the reader has not clicked the button on this page. */
export function NotCheckedState(): JSX.Element {
  return (
    <Notice title={text('notCheckedTitle')} below={<GoAutomatic />}>
      {text('notCheckedText')}
    </Notice>
  );
}
