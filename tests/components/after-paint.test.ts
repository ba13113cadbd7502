// @vitest-environment jsdom
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { afterPaint } from '../../components/ui/after-paint.ts';

beforeEach(() => {
  vi.useFakeTimers({
    toFake: ['setTimeout', 'clearTimeout', 'requestAnimationFrame', 'cancelAnimationFrame'],
  });
});
afterEach(() => {
  vi.useRealTimers();
});

it('afterPaint calls back once, in a task after the next frame', () => {
  const callback = vi.fn();
  afterPaint(callback);
  const order: string[] = [];
  requestAnimationFrame(() => order.push(`frame, ${callback.mock.calls.length} calls`));
  vi.advanceTimersToNextFrame();
  expect(order).toEqual(['frame, 0 calls']);
  vi.runAllTimers();
  expect(callback).toHaveBeenCalledTimes(1);
});

it('afterPaint calls back once after 100 ms if the page is hidden and gets no frames', () => {
  const callback = vi.fn();
  const frames: FrameRequestCallback[] = [];
  vi.stubGlobal('requestAnimationFrame', (frame: FrameRequestCallback) => frames.push(frame));
  afterPaint(callback);
  vi.advanceTimersByTime(99);
  expect(callback).not.toHaveBeenCalled();
  vi.advanceTimersByTime(1);
  expect(callback).toHaveBeenCalledTimes(1);
  vi.unstubAllGlobals();
});

it('afterPaint does not call back after it was cancelled, before or after the frame', () => {
  const callback = vi.fn();
  afterPaint(callback)();
  const cancel = afterPaint(callback);
  vi.advanceTimersToNextFrame();
  cancel();
  vi.runAllTimers();
  expect(callback).not.toHaveBeenCalled();
});
