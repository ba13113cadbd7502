import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { readyValue } from '../ui/loading.ts';
import { useAsync } from '../ui/use-async.ts';
import { ExternalLink } from './text-blocks.tsx';

/**
 * A link to an archived copy of a source article. It is far below the first screen, and the lists of parameters with
 * which its address is made are long, so they are loaded after the text.
 */
export function ArchivedCopyLink({ address }: { address: string }): JSX.Element | null {
  const loaded = useAsync(() => import('../../lib/address/archived-copy.ts'), []);
  const href = readyValue(loaded)?.archivedCopy(address);
  return href ? <ExternalLink href={href}>{text('archivedCopy')}</ExternalLink> : null;
}
