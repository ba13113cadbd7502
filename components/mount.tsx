import { Component, type ComponentChildren, render } from 'preact';
import { onDatabaseMade } from '../lib/db/database.ts';
import { on, onExpectedFailure, report } from '../lib/guard.ts';
import { language, type TextKey, text } from '../lib/i18n.ts';
import { send } from '../lib/messages.ts';
import { isOfDatabase } from '../lib/sync/trouble.ts';
import './style/tokens.css';
import './style/base.css';

/** Draws a page of the extension and gives the document its language and title. */
export function mount(page: ComponentChildren, title: TextKey): void {
  // Pages say what they cannot read; the background says why, and tries again.
  onExpectedFailure(isOfDatabase);
  // If this page was the first to open a lost database, the background fills it again.
  onDatabaseMade(on('fill the library', () => send({ type: 'libraryChanged' })));
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
