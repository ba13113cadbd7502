import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Notice } from './panel-notices.tsx';

/** The browser does not let extensions read this page. */
export function UnreadableState(): JSX.Element {
  return <Notice title={text('unreadableTitle')}>{text('unreadableText')}</Notice>;
}
