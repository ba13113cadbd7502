import type { JSX } from 'preact';
import {
  askForPublication,
  changeMode,
  giveBackNotifications,
  setNotifications,
} from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import {
  manifestGivesAllSites,
  mayNotify,
  mayReadAllSites,
  mayReadPublication,
} from '../../lib/browser/permissions.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import { ChangeFailed } from '../ui/change-failed.tsx';
import { useChange } from '../ui/use-change.ts';
import { usePermission } from '../ui/use-permission.ts';
import { useInitialFacts } from './initial-facts.ts';

/**
 * Lists the access to the publication, and the optional permissions that the reader granted. Each optional permission
 * has a button that gives it up.
 */
export function PermissionsSection(): JSX.Element {
  const known = useInitialFacts();
  const allSites = usePermission(mayReadAllSites, known.allSites);
  const notifications = usePermission(mayNotify, known.notifications);
  // In Chromium, giving up the access to all sites also removes the access to the publication. So offer to request it
  // again here. `AccessNotice` offers this too, but the reader may have scrolled past it.
  const publication = usePermission(mayReadPublication, known.publication);
  const host = new URL(PUBLICATION_ADDRESS).hostname;
  const { change, failure } = useChange('change a setting');
  return (
    <section>
      <h2>{text('permissionsTitle')}</h2>
      {publication === false ? (
        <Permission
          words={text('publicationLostText', host)}
          button={text('accessGrant')}
          press={guardedListener('ask for access', askForPublication)}
        />
      ) : (
        <p>{text('permissionsText', host)}</p>
      )}
      {allSites && !manifestGivesAllSites() && (
        <Permission
          words={text('permissionAllSites')}
          button={text('permissionAllSitesBack')}
          press={guardedListener('give up access to all sites', () => change(() => changeMode('on-click')))}
        />
      )}
      {notifications && (
        <Permission
          words={text('permissionNotifications')}
          button={text('permissionNotificationsBack')}
          press={guardedListener('give up notifications', async () => {
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
  readonly press: () => unknown;
}

function Permission({ words, button, press }: Props): JSX.Element {
  return (
    <p class="permission">
      <span>{words}</span>{' '}
      <button type="button" class="button" onClick={press}>
        {button}
      </button>
    </p>
  );
}
