import { describe, expect, it } from 'vitest';
import { isRunOf, layoutsBy, type TraceEvent } from '../../bench/page-trace.ts';

const OURS = 'chrome-extension://ours/';
const stack = (...urls: readonly string[]): TraceEvent['args'] => ({
  beginData: { stackTrace: urls.map((url) => ({ url })) },
});

describe('a trace of a page', () => {
  it.each<[what: string, event: TraceEvent, layouts: number]>([
    ['a layout that the script forced', { name: 'Layout', args: stack(`${OURS}detect.js`) }, 1],
    ['a style that the script forced', { name: 'UpdateLayoutTree', args: stack('', `${OURS}detect.js`) }, 1],
    ['a layout that the page forced', { name: 'Layout', args: stack('https://outlet.example/a.js') }, 0],
    ['a layout of the browser', { name: 'Layout', args: { beginData: {} } }, 0],
    ['a layout by another extension', { name: 'Layout', args: stack('chrome-extension://other/a.js') }, 0],
    ['another event of the script', { name: 'FunctionCall', args: stack(`${OURS}detect.js`) }, 0],
  ])('with %s shows how many layouts the extension forced', (_, event, layouts) => {
    expect(layoutsBy(OURS, [event, { name: 'Layout' }])).toBe(layouts);
  });

  it.each<[url: string | undefined, isOurs: boolean]>([
    [`${OURS}detect.js`, true],
    ['https://outlet.example/detect.js', false],
    [undefined, false],
  ])('tells whether a script of the extension ran: %s', (url, isOurs) => {
    const event: TraceEvent = { name: 'EvaluateScript', args: { data: url ? { url } : {} } };
    expect(isRunOf(OURS)(event)).toBe(isOurs);
  });
});
