import { Component, type ComponentChildren, type JSX, render } from 'preact';
import { interfaceLanguage, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { reportUnexpected, startTask } from '../../lib/browser/listener-errors.ts';
import {
  type Appearance,
  applyAppearance,
  LensHuesProvider,
  readAppearance,
  useAppearance,
} from './appearance.ts';
import { lazy } from './lazy.tsx';
import './tokens.css';
import './base.css';
import './controls.css';

/**
 * Draws a page of the extension, and sets the document's language, direction, title and appearance.
 *
 * @param title key of the document's title
 * @param appearance the appearance, if the page has read it already; otherwise this function reads it first
 */
export function renderPage(page: ComponentChildren, title: TextKey, appearance?: Appearance): void {
  document.documentElement.lang = interfaceLanguage();
  document.documentElement.dir = text('textDirection');
  document.title = text(title);
  if (appearance) draw(page, appearance);
  else startTask('read the appearance', async () => draw(page, await readAppearance()));
}

function draw(page: ComponentChildren, appearance: Appearance): void {
  applyAppearance(appearance);
  const root = document.getElementById('root');
  if (!root) return;
  render(
    <ErrorBoundary>
      <Page appearance={appearance}>{page}</Page>
    </ErrorBoundary>,
    root,
  );
}

function Page({
  appearance,
  children,
}: {
  appearance: Appearance;
  children: ComponentChildren;
}): JSX.Element {
  return <LensHuesProvider value={useAppearance(appearance).lensHues}>{children}</LensHuesProvider>;
}

const FailedPage = lazy(async () => (await import('./failed-page.tsx')).FailedPage);

/** Shows a message if drawing the page throws, and reports the error to the console once. */
class ErrorBoundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    reportUnexpected('draw this page', error);
    this.setState({ failed: true });
  }

  override render({ children }: { children: ComponentChildren }): ComponentChildren {
    return this.state.failed ? <FailedPage /> : children;
  }
}
