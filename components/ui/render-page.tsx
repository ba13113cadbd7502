import { Component, type ComponentChildren, render } from 'preact';
import { report } from '../../lib/browser/guard.ts';
import { language, type TextKey, text } from '../../lib/browser/interface-texts.ts';
import './tokens.css';
import './base.css';

/** Draws a page of the extension and gives the document its language and title. */
export function mount(page: ComponentChildren, title: TextKey): void {
  document.documentElement.lang = language();
  document.documentElement.dir = text('textDirection');
  document.title = text(title);
  const root = document.getElementById('root');
  if (root) render(<Caught>{page}</Caught>, root);
}

/** Where drawing itself fails, the reader is told; the cause reaches the console once. */
class Caught extends Component<{ children: ComponentChildren }, { failed: boolean }> {
  override state = { failed: false };

  override componentDidCatch(error: unknown): void {
    report('draw this page', error);
    this.setState({ failed: true });
  }

  override render({ children }: { children: ComponentChildren }): ComponentChildren {
    return this.state.failed ? <p role="alert">{text('lastError')}</p> : children;
  }
}
