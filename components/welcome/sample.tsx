import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';

type SampleReading = typeof import('./sample-reading.tsx').SampleReading;

interface Props {
  /** Name of the publication. */
  readonly publication: string;
  /** Called when the reader opens the sample. */
  readonly opened: () => void;
}

/** A button that opens an invented article with its analysis on this page. The sample needs no network. */
export function Sample({ publication, opened }: Props): JSX.Element {
  const [sample, setSample] = useState<
    { state: 'closed' | 'failed' } | { state: 'open'; Reading: SampleReading }
  >({ state: 'closed' });
  const [wasOpen, setWasOpen] = useState(false);
  const opener = useRef<HTMLButtonElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const isOpen = sample.state === 'open';
  // The pressed button disappears, so move the keyboard focus.
  useLayoutEffect(() => {
    if (isOpen) heading.current?.focus();
    else if (wasOpen) opener.current?.focus();
    if (isOpen) setWasOpen(true);
  }, [isOpen]);
  const open = guardedListener('open the sample', async () => {
    try {
      const { SampleReading: Reading } = await import('./sample-reading.tsx');
      setSample({ state: 'open', Reading });
      opened();
    } catch (error) {
      // An update of the extension may have removed the file.
      setSample({ state: 'failed' });
      throw error;
    }
  });
  if (sample.state !== 'open') {
    return (
      <p class="sample-offer">
        <button ref={opener} type="button" class="button is-quiet" onClick={open}>
          {text('trySample')}
        </button>
        <span role="status">{sample.state === 'failed' && text('sampleFailed')}</span>
      </p>
    );
  }
  const { Reading } = sample;
  return (
    <section>
      <h2 ref={heading} tabIndex={-1}>
        {text('sampleTitle')}
      </h2>
      <p class="muted">{text('sampleText')}</p>
      <Reading publication={publication} />
      <p>
        <button type="button" class="button is-quiet" onClick={() => setSample({ state: 'closed' })}>
          {text('sampleClose')}
        </button>
      </p>
    </section>
  );
}
