import { Component, type ComponentChildren, render } from 'preact';
import { language, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { report } from '../../lib/browser/listener-errors.ts';
import './tokens.css';
import './base.css';

/** Draws a page of the extension, and sets language, direction and title of the document. */
export function renderPage(page: ComponentChildren, title: TextKey): void {
  document.documentElement.lang = language();
  document.documentElement.dir = text('textDirection');
  document.title = text(title);
  const root = document.getElementById('root');
  if (root) render(<ErrorBoundary>{page}</ErrorBoundary>, root);
}

/** Shows a message if drawing the page throws, and reports the error to the console once. */
class ErrorBoundary extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    report('draw this page', error);
    this.setState({ failed: true });
  }

  override render({ children }: { children: ComponentChildren }): ComponentChildren {
    return this.state.failed ? <p role="alert">{text('lastError')}</p> : children;
  }
}
