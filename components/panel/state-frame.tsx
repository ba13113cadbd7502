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
  /** Actions at the foot. They are always visible. */
  readonly foot?: ComponentChildren;
  /**
   * Folded host of the page. The last row of the content switches Civic Lens off for this site. Absent if the state has
   * no such row.
   */
  readonly site?: string | undefined;
  readonly panel: Pick<PanelContext, 'settings' | 'isPrivate' | 'left'>;
}

/** The frame of a state: a title and sentences, content, and actions at the foot. */
export function StateFrame({ title, say, children, foot, site, panel }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // The row of the analysis that the reader has just closed takes the focus. If that row is gone, the title takes it.
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
