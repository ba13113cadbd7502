// @vitest-environment jsdom
import { render } from 'preact';
import { afterEach, expect, it } from 'vitest';
import { MenuButton } from '../../components/ui/menu.tsx';
import { closePage, eventually } from './open-page.ts';

afterEach(closePage);

it('if items are added above the focused first item of an open menu, the new first item takes the focus', async () => {
  const root = document.createElement('div');
  root.id = 'root';
  document.body.replaceChildren(root);
  const draw = (...names: readonly string[]): void =>
    render(
      <MenuButton button="Saved" items={names.map((name) => ({ name, choose: () => undefined }))} />,
      root,
    );
  const focused = (): string | null | undefined => document.activeElement?.textContent;
  draw('Remove');
  root.querySelector('button')?.click();
  await eventually(() => expect(focused()).toBe('Remove'));
  draw('Mark as read', 'Archive', 'Remove');
  await eventually(() => expect(focused()).toBe('Mark as read'));
});
