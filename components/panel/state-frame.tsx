import type { ComponentChildren, JSX } from 'preact';
import { useLayoutEffect, useRef } from 'preact/hooks';
import type { PanelContext } from './panel-view.ts';
import { SiteSwitch } from './site-switch.tsx';
import './state.css';

interface Props {
  /** The state in one sentence. */
  readonly title: string;
  /** Below the title: the reason for the state, and what the reader can do now. */
  readonly say?: ComponentChildren;
  readonly children?: ComponentChildren;
  /** Actions at the foot. They stay visible while the content scrolls, except in a low window. */
  readonly foot?: ComponentChildren;
  /**
   * Folded host of the page (`foldHost`). The last row of the content has a switch that turns Civic Lens off for this
   * site. Absent for states without that switch.
   */
  readonly site?: string | undefined;
  readonly panel: Pick<PanelContext, 'settings' | 'isPrivate' | 'justClosed'>;
}

/** The layout of a state: title, sentences, content, and actions at the foot. */
export function StateFrame({ title, say, children, foot, site, panel }: Props): JSX.Element {
  const heading = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    // If the reader has just closed an analysis, its row takes the focus. If that row is gone, the title takes it.
    if (panel.justClosed !== undefined && document.activeElement === document.body) heading.current?.focus();
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
