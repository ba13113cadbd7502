import type { JSX } from 'preact';
import { changeMode, giveBackNotifications, setNotifications } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';
import { allSitesAreGivenByBuild, mayNotify, mayReadAllSites } from '../../lib/browser/permissions.ts';
import { PUBLICATION } from '../../lib/browser/publication.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { usePermission } from '../ui/use-permission.ts';

/** The optional permissions that the reader has granted, each with a button that gives it back. */
export function Permissions(): JSX.Element {
  const allSites = usePermission(mayReadAllSites);
  const notifications = usePermission(mayNotify);
  const { change, failure } = useChange('change a setting');
  return (
    <section>
      <h2>{text('permissionsTitle')}</h2>
      <p>{text('permissionsText', new URL(PUBLICATION).hostname)}</p>
      {allSites && !allSitesAreGivenByBuild() && (
        <Permission
          words={text('permissionAllSites')}
          button={text('permissionAllSitesBack')}
          takeBack={on('take back all sites', () => change(() => changeMode('on-click')))}
        />
      )}
      {notifications && (
        <Permission
          words={text('permissionNotifications')}
          button={text('permissionNotificationsBack')}
          takeBack={on('take back notifications', async () => {
            if (await change(() => setNotifications(false))) await giveBackNotifications();
          })}
        />
      )}
      <ChangeFailed failure={failure} />
    </section>
  );
}

interface Props {
  readonly words: string;
  readonly button: string;
  readonly takeBack: () => unknown;
}

function Permission({ words, button, takeBack }: Props): JSX.Element {
  return (
    <p class="permission">
      <span>{words}</span>{' '}
      <button type="button" class="button" onClick={takeBack}>
        {button}
      </button>
    </p>
  );
}
