import type { ComponentChildren, JSX } from 'preact';
import { useState } from 'preact/hooks';
import { formatNumber, text } from '../../lib/browser/interface-texts.ts';
import type { Lens } from '../../lib/index/manifest.ts';
import { languageAndDirection } from '../../lib/input/text-direction.ts';
import type { LibraryPlace, View } from '../../lib/tab/library-address.ts';
import { useLensHue } from '../ui/appearance.ts';
import { MoreIcon } from '../ui/icons-loaded-later.tsx';
import { LensGlyph } from '../ui/lens-name.tsx';
import { LabelName } from './label-name.tsx';
import type { CountedName, Counts } from './list-items.ts';
import { RailLink } from './rail-link.tsx';
import { isWholeList, VIEW_NAMES } from './view-names.ts';
import './rail.css';

/** Number of outlets that the rail shows until the reader opens the whole list. */
const FIRST_OUTLETS = 8;

interface Props {
  /** `undefined` if the page shows a saved search. Then only the entry of this saved search is marked as current. */
  readonly place: LibraryPlace | undefined;
  readonly counts: Counts | undefined;
  readonly newCount: number;
  readonly highlightCount: number;
  readonly removedCount: number;
  /** Number of corrections of saved analyses that the extension has found on this device. */
  readonly correctionCount: number;
  /** The lenses of the publication, in its order. */
  readonly lenses: readonly Lens[];
  /** BCP 47 tag of the publication's language. */
  readonly language: string | undefined;
  /** The saved searches. */
  readonly searches: ComponentChildren;
  /** Opens the dialog that changes a label; absent in private windows. */
  readonly editLabel: ((name: string) => void) | undefined;
  /** Called when the reader has chosen a view or filter. */
  readonly onChosen: () => void;
}

/**
 * The views, lenses, saved searches, labels and outlets at the side of the page, each with the number of its items.
 * Lenses, labels and outlets count only saved analyses.
 */
export function Rail({
  place,
  counts,
  newCount,
  highlightCount,
  removedCount,
  correctionCount,
  lenses,
  language,
  searches,
  editLabel,
  onChosen,
}: Props): JSX.Element {
  const link = { onChosen };
  const states = counts?.states;
  const views: readonly (readonly [View, number | undefined])[] = [
    ['unread', states?.unread],
    ['reading', states?.reading],
    ['all', counts?.all],
    ['archive', states?.archived],
    ['highlights', highlightCount],
    ['new', newCount],
    // Most readers have no corrections, so the rail hides this link while its list would be empty.
    ...(correctionCount > 0 || place?.view === 'corrections'
      ? [['corrections', correctionCount] as const]
      : []),
    ['removed', removedCount],
  ];
  return (
    <nav id="rail" class="rail" aria-label={text('libraryTitle')}>
      <ul>
        {views.map(([view, count]) => (
          <RailLink key={view} {...link} to={{ view }} count={count} isHere={isWholeList(place, { view })}>
            <MoreIcon name={VIEW_NAMES[view].icon} />
            <span class="rail-name">{text(VIEW_NAMES[view].name)}</span>
          </RailLink>
        ))}
      </ul>
      <Lenses place={place} {...link} counts={counts} lenses={lenses} language={language} />
      {searches}
      {counts && counts.labels.length > 0 && (
        <>
          <h2>{text('labelsTitle')}</h2>
          <ul>
            {counts.labels.map(({ id, name, count }) => (
              <RailLink
                key={id}
                {...link}
                to={{ label: name }}
                count={count}
                isHere={isWholeList(place, { label: name })}
                edit={editLabel && { label: text('editNamed', name), open: () => editLabel(name) }}
              >
                <LabelName name={name} class="rail-name" />
              </RailLink>
            ))}
          </ul>
        </>
      )}
      {counts && counts.outlets.length > 0 && (
        <Outlets place={place} {...link} outlets={counts.outlets} language={language} />
      )}
    </nav>
  );
}

/** Lists all lenses of the publication, then the lenses that only saved analyses have. */
function Lenses({
  place,
  onChosen,
  counts,
  lenses,
  language,
}: Pick<Props, 'place' | 'onChosen' | 'counts' | 'lenses' | 'language'>): JSX.Element | null {
  const saved = new Map(counts?.lenses.map((lens) => [lens.id, lens]));
  const listed = lenses.map(({ id, name }) => ({ id, name, count: saved.get(id)?.count ?? 0 }));
  const others = [...saved.values()].filter(({ id }) => !lenses.some((lens) => lens.id === id));
  const all = [...listed, ...others];
  if (all.length === 0) return null;
  return (
    <>
      <h2>{text('railLenses')}</h2>
      <ul>
        {all.map((lens) => (
          <LensLink key={lens.id} place={place} onChosen={onChosen} lens={lens} language={language} />
        ))}
      </ul>
    </>
  );
}

function LensLink({
  place,
  onChosen,
  lens: { id, name, count },
  language,
}: Pick<Props, 'place' | 'onChosen' | 'language'> & { lens: CountedName }): JSX.Element {
  const hue = useLensHue(id);
  return (
    <RailLink
      onChosen={onChosen}
      to={toPath({ lens: id }, count)}
      count={count}
      isHere={isWholeList(place, { lens: id })}
      hue={hue}
    >
      <LensGlyph hue={hue} />
      <span class="rail-name" {...languageAndDirection(name, language)}>
        {name}
      </span>
    </RailLink>
  );
}

function Outlets({
  place,
  onChosen,
  outlets,
  language,
}: Pick<Props, 'place' | 'onChosen' | 'language'> & { outlets: readonly CountedName[] }): JSX.Element {
  const [isWhole, showWhole] = useState(false);
  const shown = isWhole ? outlets : outlets.slice(0, FIRST_OUTLETS);
  return (
    <>
      <h2>{text('railOutlets')}</h2>
      <ul>
        {shown.map(({ id, name, count }) => (
          <RailLink
            key={id}
            onChosen={onChosen}
            to={toPath({ outlet: name }, count)}
            count={count}
            isHere={isWholeList(place, { outlet: name })}
          >
            <span class="rail-name" {...languageAndDirection(name, language)}>
              {name}
            </span>
          </RailLink>
        ))}
      </ul>
      {outlets.length > shown.length && (
        <button type="button" class="link rail-more" onClick={() => showWhole(true)}>
          {text('railMore', formatNumber(outlets.length - shown.length))}
        </button>
      )}
    </>
  );
}

/**
 * Returns the place to which a lens or outlet of the rail leads. The rail counts saved analyses, so this place lists
 * only these. If none is saved, it lists all analyses of the lens or outlet.
 */
function toPath(path: LibraryPlace, saved: number): LibraryPlace {
  return saved > 0 ? { ...path, saved: true } : path;
}
