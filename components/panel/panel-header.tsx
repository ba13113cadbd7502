import type { JSX } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { browser } from '../../lib/browser/browser.ts';
import { countedText, formatNumber, text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { followableLens } from '../../lib/follow/followable.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { FollowLens } from '../reading/follow-lens.tsx';
import { PathLink } from '../reading/path-link.tsx';
import type { ReadableAnalysis } from '../reading/readable-analysis.ts';
import { useLensHue } from '../ui/appearance.ts';
import { Icon, Mark } from '../ui/icons.tsx';
import { lazy } from '../ui/lazy.tsx';
import { LensName } from '../ui/lens-name.tsx';
import { readyValue } from '../ui/loading.ts';
import { MenuButton } from '../ui/menu.tsx';
import { useLiveQuery } from '../ui/use-live-query.ts';
import './panel-header.css';

interface Props {
  /**
   * The analysis that is open for reading; `undefined` if no analysis is open. The header has the colour of the
   * analysis's lens.
   */
  readonly analysis: ReadableAnalysis | undefined;
  /** Whether the panel shows a view. Until then, the header sends no message that would delay the view. */
  readonly isShown: boolean;
  readonly isPrivate: boolean;
  /** Opens the side panel; `undefined` in the side panel itself, and in browsers without a side panel. */
  readonly openPanel: (() => void) | undefined;
  /**
   * Opens the list of stories linked on the page; `undefined` for a page of the publication, and for a view without the
   * page's address.
   */
  readonly openLinked: (() => void) | undefined;
}

/** The top row of the panel: the lens of the open analysis or a name, the library button, and a menu. */
export function PanelHeader({ analysis, isShown, isPrivate, openPanel, openLinked }: Props): JSX.Element {
  const lens = analysis?.lens;
  const [isAppearanceOpen, openAppearance] = useState(false);
  const end = useRef<HTMLSpanElement>(null);
  return (
    <header class="panel-header" data-hue={useLensHue(lens?.id)}>
      {analysis && lens ? (
        <>
          <PathLink to="lens" name={lens.id}>
            <LensName lens={lens} language={analysis.publication.language} />
          </PathLink>
          <FollowLens key={lens.id} thing={followableLens(lens)} isPrivate={isPrivate} />
        </>
      ) : (
        <Brand publication={analysis?.publication} />
      )}
      <span ref={end} class="panel-header-end">
        <LibraryButton isShown={isShown} />
        <MenuButton
          class="icon-button"
          label={text('more')}
          button={<Icon name="more" />}
          opensDown
          items={[
            ...(openPanel
              ? [{ name: text('openSidePanel'), icon: 'panel' as const, choose: openPanel }]
              : []),
            ...(openLinked
              ? [{ name: text('linkedTitleNone'), icon: 'links' as const, choose: openLinked }]
              : []),
            { name: text('appearance'), icon: 'letterSizes' as const, choose: () => openAppearance(true) },
            {
              name: text('options'),
              icon: 'gear' as const,
              choose: guardedListener('open options', () => browser.runtime.openOptionsPage()),
            },
          ]}
        />
        {isAppearanceOpen && (
          <AppearanceBox
            isPrivate={isPrivate}
            close={() => {
              openAppearance(false);
              end.current?.querySelector<HTMLElement>('[aria-haspopup]')?.focus();
            }}
            leave={() => openAppearance(false)}
          />
        )}
      </span>
    </header>
  );
}

/**
 * The logo and a name: the publication's name while an analysis without a lens is open, the extension's name if no
 * analysis is open.
 */
function Brand({ publication }: { publication: ReadableAnalysis['publication'] | undefined }): JSX.Element {
  const words = publication ? languageAndDirection(publication.name, publication.language) : {};
  return (
    <span class="brand">
      <Mark />
      <span {...words}>{publication?.name ?? text('extensionName')}</span>
    </span>
  );
}

/**
 * A button that opens the library. It shows the number of unread analyses, and a dot if "New for you" has analyses. Its
 * label says how many analyses are unread, and how many are in "New for you".
 */
function LibraryButton({ isShown }: Pick<Props, 'isShown'>): JSX.Element {
  const unread = readyValue(useLiveQuery(isShown ? 'unreadCount' : undefined)) ?? 0;
  const news = readyValue(useLiveQuery(isShown ? 'newCount' : undefined)) ?? 0;
  const label = libraryLabel(unread, news);
  return (
    <button
      type="button"
      class={news > 0 ? 'icon-button has-news' : 'icon-button'}
      title={label}
      aria-label={label}
      onClick={guardedListener('open the library', () =>
        browser.tabs.create({ url: browser.runtime.getURL('/library.html') }),
      )}
    >
      <Icon name="shelf" />
      {unread > 0 && <span class="count">{formatNumber(unread)}</span>}
    </button>
  );
}

function libraryLabel(unread: number, news: number): string {
  if (unread > 0) {
    return news > 0
      ? countedText('libraryUnreadAndNew', unread, formatNumber(news))
      : countedText('libraryUnread', unread);
  }
  return news > 0 ? countedText('libraryNew', news) : text('library');
}

/** A button that opens the side panel, for the row of actions. */
export function OpenBeside({ open }: { open: () => void }): JSX.Element {
  const label = text('openSidePanel');
  return (
    <button type="button" class="icon-button" title={label} aria-label={label} onClick={open}>
      <Icon name="panel" />
    </button>
  );
}

/** The code of the appearance choices is loaded when the reader opens them. */
const AppearanceBox = lazy(async () => (await import('../ui/appearance-box.tsx')).AppearanceBox);
