import type { ComponentChildren, JSX } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { PanelContext } from './panel-view.ts';
import { SiteSwitch } from './site-switch.tsx';
import './state.css';

interface Props {
  /** One plain sentence. */
  readonly title: string;
  /** Why, and what the reader can do now. */
  readonly say?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Actions at the foot, always in sight. */
  readonly foot?: ComponentChildren;
  /** The site of the page, whose switch is the last row of the content; absent if it has none. */
  readonly site?: string | undefined;
  readonly panel: Pick<PanelContext, 'settings' | 'isPrivate' | 'left'>;
}

/** The frame of a state: a title and sentences, content, and actions at the foot. */
export function StateFrame({ title, say, children, foot, site, panel }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The row of the analysis that the reader has just closed takes the focus, if it is still there.
    if (panel.left !== undefined && document.activeElement === document.body) heading.current?.focus();
  }, []);
  return (
    <div class="state">
      <div class="state-say">
        <h1 ref={heading} class="state-title" tabIndex={-1}>
          {title}
        </h1>
        {say}
      </div>
      {children}
      {site !== undefined && (
        <div class="state-switch">
          <SiteSwitch site={site} settings={panel.settings} isPrivate={panel.isPrivate} />
        </div>
      )}
      {foot && <div class="state-foot">{foot}</div>}
    </div>
  );
}
