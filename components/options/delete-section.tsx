import type { JSX } from 'preact';
import { useState } from 'preact/hooks';
import { deleteEverything } from '../../lib/app/actions.ts';
import { text } from '../../lib/browser/interface-texts.ts';
import { on } from '../../lib/browser/listener-errors.ts';

/** Deletes everything on the device, after the reader has confirmed it. */
export function DeleteSection(): JSX.Element {
  const [step, setStep] = useState<'idle' | 'asked' | 'deleted' | 'failed'>('idle');
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
        <p class="confirm">
          <button type="button" class="button is-danger" onClick={on('delete everything', remove)}>
            {text('deleteConfirm')}
          </button>
          <button type="button" class="button" onClick={() => setStep('idle')}>
            {text('deleteCancel')}
          </button>
        </p>
      ) : (
        <button type="button" class="button is-danger" onClick={() => setStep('asked')}>
          {text('deleteButton')}
        </button>
      )}
      <p role="status">
        {step === 'deleted' && text('deleted')}
        {step === 'failed' && text('deleteFailed')}
      </p>
    </section>
  );
}
