import type { JSX } from 'preact';
import { text } from '../../lib/browser/interface-texts.ts';
import { Icon } from '../ui/icons.tsx';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { Comparison } from './comparison.tsx';
import type { CorrectionProps } from './correction-props.ts';
import { EarlierVersion } from './earlier-version.tsx';
import { parseOtherTextPlace } from './other-text-place.ts';
import { VersionList } from './version-list.tsx';
import './other-text.css';

/** Draws the comparison, earlier version or version list that replaces the text. */
export function OtherText({ shown, ...props }: CorrectionProps & { readonly shown: string }): JSX.Element {
  const corrections = readyValue(useLiveQuery('corrections'));
  return (
    <div class="other-text">
      <p class="to-copy">
        <button type="button" class="link" onClick={() => props.show(undefined)}>
          <Icon name="back" />
          {text('backToCopy')}
        </button>
      </p>
      {corrections && <Shown {...props} shown={shown} corrections={corrections} />}
    </div>
  );
}

type ShownProps = CorrectionProps & {
  readonly shown: string;
  readonly corrections: Parameters<typeof VersionList>[0]['corrections'];
};

function Shown({ shown: address, ...props }: ShownProps): JSX.Element | null {
  const shown = parseOtherTextPlace(address);
  switch (shown?.kind) {
    case 'versions':
      return <VersionList {...props} />;
    case 'version':
      return <EarlierVersion {...props} version={shown.version} />;
    case 'changes':
      return <Comparison {...props} from={shown.from} to={shown.to} />;
    case undefined:
      return null;
  }
}
