// @vitest-environment jsdom
import { render } from 'preact';
import { act } from 'preact/test-utils';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { WindowedList } from '../../components/ui/windowed-list.tsx';
import './browser-and-tab.ts';

const COUNT = 30;
const pressed: string[] = [];
/** The element in which the list is drawn. Work that another test file began may still draw into other elements. */
const place = document.createElement('div');

/** Draws a list of thirty items, of which the page has read only the first ones. */
function draw(read: number): void {
  act(() => {
    render(
      <WindowedList
        items={Array.from({ length: read }, (_, n) => `${n}`)}
        count={COUNT}
        keyOf={(item) => item}
        label="Numbers"
        scroller={{ current: null }}
        active={pressed.at(-1)}
        onActive={(key) => pressed.push(key)}
        focusAsked={0}
        attributesOf={() => ({})}
      >
        {(item) => <button type="button">{item}</button>}
      </WindowedList>,
      place,
    );
  });
}

function press(key: string): void {
  const button = place.querySelector(':focus') ?? place.querySelector('button');
  expect(button).not.toBeNull();
  button?.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

beforeEach(() => document.body.append(place));
afterEach(() => {
  render(null, place);
  place.remove();
  pressed.length = 0;
});

it('a key that leads to a row that is not read yet makes the row active once it is read', () => {
  draw(10);
  press('End');
  expect(pressed).toEqual([]);
  draw(COUNT);
  expect(pressed).toEqual(['29']);
});

it('a key cancels an earlier key whose row is not read yet', () => {
  draw(10);
  press('End');
  press('ArrowDown');
  draw(COUNT);
  expect(pressed).toEqual(['1']);
});

it('the list draws new rows out of sight only after the rows in sight are painted', async () => {
  const inSight = Math.ceil(innerHeight / 113);
  const drawn = (): number => place.querySelectorAll('li').length;
  draw(COUNT);
  expect(drawn()).toBe(inSight);
  await vi.waitFor(() => expect(drawn()).toBeGreaterThan(inSight));
  const all = drawn();
  // Rows that were drawn before the change stay drawn.
  draw(COUNT - 1);
  expect(drawn()).toBe(all);
});
