import type { JSX } from 'preact';
import { AccessNotice } from '../../components/options/access-notice.tsx';
import { DeleteSection } from '../../components/options/delete-section.tsx';
import { IndexSection } from '../../components/options/index-section.tsx';
import { KeepTextsChoice } from '../../components/options/keep-texts-choice.tsx';
import { Keyboard } from '../../components/options/keyboard.tsx';
import { ModeChoice } from '../../components/options/mode-choice.tsx';
import { Notifications } from '../../components/options/notifications.tsx';
import { Permissions } from '../../components/options/permissions.tsx';
import { SitesOff } from '../../components/options/sites-off.tsx';
import { Storage } from '../../components/options/storage.tsx';
import { renderPage } from '../../components/ui/render-page.tsx';
import { text } from '../../lib/browser/interface-texts.ts';
import '../../components/ui/page.css';

function Options(): JSX.Element {
  return (
    <main class="page">
      <h1>{text('optionsTitle')}</h1>
      <AccessNotice />
      <section>
        <h2>{text('modeTitle')}</h2>
        <ModeChoice />
      </section>
      <SitesOff />
      <IndexSection />
      <KeepTextsChoice />
      <Notifications />
      <Permissions />
      <Keyboard />
      <Storage />
      <DeleteSection />
    </main>
  );
}

renderPage(<Options />, 'optionsTitle');
