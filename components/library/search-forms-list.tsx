import type { JSX } from 'preact';
import { useId } from 'preact/hooks';
import { text } from '../../lib/browser/interface-texts.ts';
import { type NamedFilter, PARTS, printQuery, STATES } from '../../lib/search/query/query.ts';
import { HINTED_FORMS, SEARCH_FORMS, type SearchForm } from './search-forms.ts';

/**
 * Names for the examples. They come from the library or the publication, so that the examples find something. A name is
 * absent if none of its kind is known.
 */
export type ExampleNames = Partial<Readonly<Record<NamedFilter, string | undefined>>>;

interface Props {
  readonly names: ExampleNames;
  /** Puts an example into the search box. */
  readonly search: (query: string) => void;
}

/** Lists the forms that a part of a query can have (`SEARCH_FORMS`), each with an example that the reader can try. */
export function SearchFormsList({ names, search }: Props): JSX.Element {
  const id = useId();
  const examples = examplesOf(names, new Date());
  return (
    <ul class="forms-list">
      {(Object.keys(SEARCH_FORMS) as SearchForm[]).map((form) => (
        <li key={form}>
          <button
            type="button"
            class="form-example"
            dir="auto"
            aria-describedby={`${id}-${form}`}
            onClick={() => search(examples[form])}
          >
            {examples[form]}
          </button>
          <span id={`${id}-${form}`}>{text(SEARCH_FORMS[form], ...valuesOf(form))}</span>
        </li>
      ))}
    </ul>
  );
}

/** Returns the values that the description of a filter lists. */
function valuesOf(form: SearchForm): string[] {
  if (form === 'is') return [STATES.join(', ')];
  return form === 'has' ? [PARTS.join(', ')] : [];
}

/** Returns an example of each form. The examples with a date use the present month or year. */
export function examplesOf(names: ExampleNames, now: Date): Readonly<Record<SearchForm, string>> {
  const month = now.toISOString().slice(0, 'YYYY-MM'.length);
  const named = (type: NamedFilter): string => {
    const value = names[type] ?? text('exampleName');
    return printQuery({ terms: [{ type, value, isNegated: false }], isOpen: false });
  };
  return {
    word: text('exampleWords'),
    phrase: HINTED_FORMS.phrase(),
    without: HINTED_FORMS.without(),
    lens: named('lens'),
    topic: named('topic'),
    outlet: named('outlet'),
    label: named('label'),
    no: 'no:label',
    is: HINTED_FORMS.is(),
    has: 'has:note',
    after: `after:${month}`,
    before: `before:${month.slice(0, 'YYYY'.length)}`,
  };
}
