// @vitest-environment jsdom
import { type JSX, render } from 'preact';
import { expect, it } from 'vitest';
import { memo } from '../../components/ui/memo.tsx';

interface Props {
  readonly words: string;
  readonly note?: string;
}

it.each<[what: string, first: Props, second: Props, drawn: number]>([
  ['is not drawn again with equal properties', { words: 'a' }, { words: 'a' }, 1],
  ['is drawn again with another value', { words: 'a' }, { words: 'b' }, 2],
  ['is drawn again with one more property', { words: 'a' }, { words: 'a', note: 'n' }, 2],
  ['is drawn again with one property less', { words: 'a', note: 'n' }, { words: 'a' }, 2],
])('a memoized component %s', (_, first, second, drawn) => {
  let count = 0;
  const Counted = memo(({ words }: Props): JSX.Element => {
    count++;
    return <p>{words}</p>;
  });
  const root = document.createElement('div');
  render(<Counted {...first} />, root);
  render(<Counted {...second} />, root);
  expect(count).toBe(drawn);
  expect(root.textContent).toBe(second.words);
});
