import type { JSX } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { countedText, text } from '../../lib/browser/interface-texts.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import { MAX_LABEL_LENGTH } from '../../lib/library/labels.ts';
import { Dialog } from '../ui/dialog.tsx';
import { readyValue } from '../ui/loading.ts';
import { useLiveQuery } from '../ui/use-live-query.ts';
import { LabelName } from './label-name.tsx';
import type { ListItem } from './list-items.ts';
import type { LibraryActions } from './use-library-actions.ts';
import './label-dialog.css';
import './name-field.css';

interface Props {
  /** Ids of the analyses whose labels the dialog shows. */
  readonly ids: readonly string[];
  /** All saved analyses by their ids. */
  readonly saved: ReadonlyMap<string, ListItem>;
  readonly actions: Pick<LibraryActions, 'addLabel' | 'removeLabel'>;
  readonly close: () => void;
}

/**
 * Lets the reader set the labels of one or several analyses. Each choice takes effect immediately. The dialog leaves
 * out analyses that are no longer saved, and closes when none is left.
 */
export function LabelDialog({ ids: asked, saved, actions, close }: Props): JSX.Element {
  const labels = readyValue(useLiveQuery('labels')) ?? [];
  const box = useRef<HTMLInputElement>(null);
  const items = asked.flatMap((id) => saved.get(id) ?? []);
  const ids = items.map(({ card }) => card.id);
  useLayoutEffect(() => {
    if (items.length === 0) close();
  }, [items.length]);
  const add = (event: SubmitEvent): void => {
    event.preventDefault();
    const name = box.current?.value.trim() ?? '';
    if (name === '' || !box.current) return;
    actions.addLabel(ids, name);
    box.current.value = '';
  };
  const [first] = items;
  return (
    <Dialog title={text('labelsTitle')} close={close} onOpened={() => box.current?.focus()}>
      <p class="muted">
        {items.length === 1 && first ? (
          <span {...languageAndDirection(first.card.headline, first.language)}>{first.card.headline}</span>
        ) : (
          countedText('labelsOfMany', items.length)
        )}
      </p>
      <form class="label-form" onSubmit={add}>
        <input
          ref={box}
          class="name-field"
          type="text"
          aria-label={text('addLabel')}
          placeholder={text('addLabel')}
          maxLength={MAX_LABEL_LENGTH}
        />
        <button type="submit" class="button">
          {text('addLabelNow')}
        </button>
      </form>
      <ul class="label-list">
        {labels.map(({ name }) => (
          <li key={name}>
            <LabelChoice name={name} items={items} ids={ids} actions={actions} />
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

interface ChoiceProps extends Pick<Props, 'ids' | 'actions'> {
  readonly name: string;
  readonly items: readonly ListItem[];
}

function LabelChoice({ name, items, ids, actions }: ChoiceProps): JSX.Element {
  const box = useRef<HTMLInputElement>(null);
  const having = items.filter(({ labels }) => labels.includes(name)).length;
  const hasAll = having === items.length;
  useEffect(() => {
    if (box.current) box.current.indeterminate = having > 0 && !hasAll;
  });
  return (
    <label>
      <input
        ref={box}
        type="checkbox"
        checked={hasAll}
        onChange={() => (hasAll ? actions.removeLabel(ids, name) : actions.addLabel(ids, name))}
      />
      <LabelName name={name} />
    </label>
  );
}
