import type { ComponentChildren, JSX } from 'preact';

/** A link that opens a new tab. The browser sends the site no `Referer` header. */
export function ExternalLink({
  href,
  class: className,
  label,
  children,
}: {
  href: string;
  class?: string;
  /** Accessible name and tooltip. Set if the visible text alone is too short to be clear. */
  label?: string;
  children: ComponentChildren;
}): JSX.Element {
  return (
    <a
      href={href}
      class={className}
      aria-label={label}
      title={label}
      target="_blank"
      rel="noopener noreferrer"
    >
      {children}
    </a>
  );
}
