import type { JSX } from 'preact';
import { formatNumber, interfaceLanguage, text } from '../../lib/browser/interface-texts.ts';
import { monthBars } from './month-bars.ts';

/** Size of the picture in SVG units. */
const WIDTH = 300;
const HEIGHT = 40;
const GAP = 3;
/** The smallest height of a bar, which keeps a bar without analyses visible. */
const MIN_BAR = 1;

/**
 * Shows how many analyses were published in each period: as bars, and as a table for screen readers.
 *
 * @param days published dates, as the publication wrote them
 */
export function MonthsPicture({ days }: { days: readonly string[] }): JSX.Element {
  const bars = monthBars(days);
  const max = Math.max(...bars.map(({ count }) => count));
  const step = (WIDTH + GAP) / bars.length;
  const month = new Intl.DateTimeFormat(interfaceLanguage(), {
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });
  const named = (time: number): string => month.format(time);
  const span = ({ from, to }: (typeof bars)[number]): string =>
    from === to ? named(from) : `${named(from)} – ${named(to)}`;
  return (
    <div class="months">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} preserveAspectRatio="none" aria-hidden="true" focusable="false">
        {bars.map(({ from, count }, n) => {
          const height = Math.max(MIN_BAR, (count / max) * HEIGHT);
          return (
            <rect key={from} x={n * step} y={HEIGHT - height} width={step - GAP} height={height} rx="1.5" />
          );
        })}
      </svg>
      <p class="months-ends" aria-hidden="true">
        <span>{bars[0] && named(bars[0].from)}</span>
        <span>{bars.length > 1 && named(bars.at(-1)?.to ?? 0)}</span>
      </p>
      <table class="unseen">
        <caption>{text('monthsTitle')}</caption>
        <tbody>
          {bars.map((bar) => (
            <tr key={bar.from}>
              <th scope="row">{span(bar)}</th>
              <td>{formatNumber(bar.count)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
