import { type NamedFilter, parseQuery, printQuery, type Query, type Term } from './query.ts';

/*
 * Queries in the hash of the library's address: `#label=water&q=is%3Aunread+dam`. A filter of a lens, topic, outlet or
 * label may have a parameter of its own, which other pages can link to without knowing the grammar.
 */

const PARAMETERS: ReadonlySet<string> = new Set(['lens', 'topic', 'outlet', 'label']);

/**
 * Reads the query in a hash. Other parameters, such as `view`, are left to the caller. `saved=1` asks for what the
 * reader saved.
 */
export function queryInHash(hash: string): Query {
  const parameters = new URLSearchParams(hash.replace(/^#/, ''));
  const filters = [...parameters].flatMap(([type, value]): Term[] => {
    if (PARAMETERS.has(type) && value !== '')
      return [{ type: type as NamedFilter, value: value.toWellFormed(), isNegated: false }];
    return type === 'saved' && value === '1' ? [{ type: 'is', value: 'saved', isNegated: false }] : [];
  });
  const { terms, isOpen } = parseQuery(parameters.get('q') ?? '');
  return { terms: [...filters, ...terms], isOpen };
}

/** Writes a query as a hash; `queryInHash` reads the same query from it. An empty query has an empty hash. */
export function hashOf({ terms, isOpen }: Query): string {
  const parameters = new URLSearchParams();
  const first = terms.findIndex((term, n) => !isParameter(term) || (isOpen && n === terms.length - 1));
  const filters = first < 0 ? terms : terms.slice(0, first);
  for (const term of filters) if (isParameter(term)) parameters.append(term.type, term.value);
  const rest = printQuery({ terms: terms.slice(filters.length), isOpen });
  if (rest !== '') parameters.append('q', rest);
  return parameters.size === 0 ? '' : `#${parameters}`;
}

function isParameter(term: Term): term is Term & { readonly type: NamedFilter } {
  return PARAMETERS.has(term.type) && !term.isNegated;
}
