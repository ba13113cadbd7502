import type { JSX } from 'preact';
import { About } from '../../components/options/about.tsx';
import { AnswersList } from '../../components/options/answers-list.tsx';
import { AppearanceSection } from '../../components/options/appearance-section.tsx';
import { DeleteSection } from '../../components/options/delete-section.tsx';
import { IndexSection } from '../../components/options/index-section.tsx';
import {
  type InitialFacts,
  InitialFactsProvider,
  readInitialFacts,
} from '../../components/options/initial-facts.ts';
import { KeepTextsChoice } from '../../components/options/keep-texts-choice.tsx';
import { Keyboard } from '../../components/options/keyboard.tsx';
import { ModeChoice } from '../../components/options/mode-choice.tsx';
import { Notifications } from '../../components/options/notifications.tsx';
import { PermissionsSection } from '../../components/options/permissions-section.tsx';
import { SitesOff } from '../../components/options/sites-off.tsx';
import { Storage } from '../../components/options/storage.tsx';
import { useNamedSection } from '../../components/options/use-named-section.ts';
import { WaitingList } from '../../components/options/waiting-list.tsx';
import { AccessNotice } from '../../components/ui/access-notice.tsx';
import { Mark } from '../../components/ui/icons.tsx';
import { renderPage } from '../../components/ui/render-page.tsx';
import { SkipLink } from '../../components/ui/skip-link.tsx';
import { useRescuedFocus } from '../../components/ui/use-rescued-focus.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { startTask } from '../../lib/browser/listener-errors.ts';
import '../../components/ui/page.css';

function Options({ known }: { known: InitialFacts }): JSX.Element {
  useNamedSection();
  const page = useRescuedFocus<HTMLElement>();
  return (
    <InitialFactsProvider value={known}>
      <SkipLink />
      <main ref={page} id="content" class="page options" tabIndex={-1}>
        <header>
          <Mark />
          <h1>{text('options')}</h1>
        </header>
        <AccessNotice titled known={known} />
        <ModeChoice />
        <AppearanceSection />
        <SitesOff />
        <WaitingList />
        <AnswersList />
        <IndexSection />
        <KeepTextsChoice />
        <Notifications />
        <PermissionsSection />
        <Keyboard />
        <Storage />
        <About />
        <DeleteSection />
      </main>
    </InitialFactsProvider>
  );
}

startTask('open Options', async () =>
  renderPage(<Options known={await readInitialFacts()} />, 'optionsTitle'),
);
