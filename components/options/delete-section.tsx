import type { JSX } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { deleteEverything } from '../../lib/app/setting-actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { guardedListener } from '../../lib/browser/listener-errors.ts';
import { manifestGivesAllSites, mayReadAllSites } from '../../lib/browser/permissions.ts';
import { PUBLICATION_ADDRESS } from '../../lib/browser/publication-address.ts';
import { Icon } from '../ui/icons.tsx';
import { useCloseOnEscape } from '../ui/use-close-on-escape.ts';
import { usePermission } from '../ui/use-permission.ts';
import { useInitialFacts } from './initial-facts.ts';

/** A button that deletes everything on the device, after the reader has confirmed it. Escape cancels. */
export function DeleteSection(): JSX.Element {
  const [step, setStep] = useState<'untouched' | 'asked' | 'cancelled' | 'deleted' | 'failed'>('untouched');
  const safe = useRef<HTMLButtonElement>(null);
  const allSites = usePermission(mayReadAllSites, useInitialFacts().allSites);
  // Another button replaces the pressed one, so move the keyboard focus to the new button. The focus never moves to the
  // button that confirms the deletion.
  useLayoutEffect(() => {
    if (step !== 'untouched') safe.current?.focus();
  }, [step]);
  useCloseOnEscape(step === 'asked' ? () => setStep('cancelled') : undefined);
  const remove = async (): Promise<void> => {
    try {
      await deleteEverything();
      setStep('deleted');
    } catch (error) {
      setStep('failed');
      throw error;
    }
  };
  return (
    <section>
      <h2>{text('deleteTitle')}</h2>
      <p>{text('deleteText')}</p>
      {step === 'asked' ? (
        <>
          {allSites && !manifestGivesAllSites() && (
            <p>{text('deleteAsksAgain', new URL(PUBLICATION_ADDRESS).hostname)}</p>
          )}
          <p class="buttons">
            <button
              type="button"
              class="button is-danger is-filled"
              onClick={guardedListener('delete everything', remove)}
            >
              <Icon name="danger" />
              {text('deleteConfirm')}
            </button>
            <button key="keep" ref={safe} type="button" class="button" onClick={() => setStep('cancelled')}>
              {text('deleteCancel')}
            </button>
          </p>
        </>
      ) : (
        <p class="buttons">
          <button
            key="delete"
            ref={safe}
            type="button"
            class="button is-danger"
            onClick={() => setStep('asked')}
          >
            <Icon name="danger" />
            {text('deleteButton')}
          </button>
        </p>
      )}
      <p role="status" class="result">
        {step === 'deleted' && text('deleted')}
        {step === 'failed' && text('deleteFailed')}
      </p>
    </section>
  );
}
