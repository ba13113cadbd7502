import type { JSX } from 'preact';
import { useContext } from 'preact/hooks';
import { deleteLabel, renameLabel, setLabelGlyph } from '../../lib/app/library-actions.ts';
import { type TextKey, text } from '../../lib/browser/interface-texts.ts';
import { DEFAULT_SIGN, LabelSigns } from './label-signs.ts';
import { NameDialog } from './name-dialog.tsx';
import type { LibraryActions } from './use-library-actions.ts';
import './label-signs.css';

/**
 * The signs that the reader can choose for a label, each with the key of its name. Browsers draw them as text, not as
 * emoji (https://www.unicode.org/reports/tr51/#Presentation_Style). No sign looks like the glyph of a lens.
 */
const LABEL_SIGNS = {
  '#': 'signHash',
  '★': 'signStar',
  '✓': 'signCheck',
  '!': 'signExclamation',
  '?': 'signQuestion',
  '§': 'signSection',
  '⚑': 'signFlag',
  '♪': 'signNote',
  '∞': 'signInfinity',
  '☼': 'signSun',
} as const satisfies Readonly<Record<string, TextKey>>;

interface Props {
  readonly name: string;
  readonly actions: Pick<LibraryActions, 'change'>;
  /**
   * Called after the label was renamed or deleted, and after the reader has undone a renaming. `from` is the name
   * before that action, and `to` the name after it; `to` is `undefined` after a deletion.
   */
  readonly onChanged: (from: string, to: string | undefined) => void;
  readonly close: () => void;
}

/** Lets the reader choose the sign of a label, and rename or delete the label. A chosen sign is stored immediately. */
export function LabelEditor({ name, actions, onChanged, close }: Props): JSX.Element {
  const sign = useContext(LabelSigns).get(name) ?? DEFAULT_SIGN;
  // An imported label may have a sign that is not in the list, so add it.
  const signs = Object.hasOwn(LABEL_SIGNS, sign)
    ? Object.keys(LABEL_SIGNS)
    : [...Object.keys(LABEL_SIGNS), sign];
  const rename = (to: string): boolean => {
    close();
    if (to === name) return true;
    actions.change(
      async () => {
        const id = await renameLabel(name, to);
        onChanged(name, to);
        return id;
      },
      text('renamedTo', to),
      () => onChanged(to, name),
    );
    return true;
  };
  const remove = (): void => {
    close();
    actions.change(
      async () => {
        const id = await deleteLabel(name);
        onChanged(name, undefined);
        return id;
      },
      text('labelDeleted', name),
    );
  };
  return (
    <NameDialog
      title={text('labelDialog')}
      close={close}
      name={name}
      submitText={text('rename')}
      submit={rename}
      hint={text('labelMerge')}
      remove={remove}
    >
      <fieldset class="signs">
        <legend>{text('labelSign')}</legend>
        {signs.map((one) => (
          <label key={one} title={signName(one)}>
            <input
              type="radio"
              name="sign"
              aria-label={signName(one)}
              checked={one === sign}
              onChange={() =>
                actions.change(
                  () => setLabelGlyph(name, one === DEFAULT_SIGN ? undefined : one),
                  text('labelSigned', name),
                )
              }
            />
            <span aria-hidden="true">{one}</span>
          </label>
        ))}
      </fieldset>
    </NameDialog>
  );
}

function signName(sign: string): string {
  return Object.hasOwn(LABEL_SIGNS, sign) ? text(LABEL_SIGNS[sign as keyof typeof LABEL_SIGNS]) : sign;
}
