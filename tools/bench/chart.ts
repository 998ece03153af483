import { type Measured, median } from './measure.ts';
import { middle } from './report.ts';

const LEFT = 300;
const WIDTH = 760;
const BAR = 22;
const GAP = 10;

/** A bar chart of each program's cost per turn, and its startup. Text and bars take the page's own colours. */
export function drawChart(measured: readonly Measured[]): string {
  const deps = [
    {
      title: 'CPU for one turn, in milliseconds',
      of: (one: Measured) => middle(one.fullSpeed, 'cpuMsPerTurn'),
      digits: 2,
    },
    {
      title: 'Turns a second',
      // The floor's would leave nothing to see of the others.
      of: (one: Measured) => (one.id === 'floor' ? Number.NaN : middle(one.fullSpeed, 'turnsPerSecond')),
      digits: 0,
    },
    {
      title: 'From start to first answer, in milliseconds',
      of: (one: Measured) => median(one.coldMs),
      digits: 0,
    },
  ];
  let y = 0;
  const drawn = deps.flatMap(({ title, of, digits }) => {
    const rows = measured
      .map((one) => ({ one, value: of(one) }))
      .filter(({ value }) => Number.isFinite(value));
    const largest = Math.max(...rows.map(({ value }) => value));
    y += 42;
    const head = text(0, y, title, 'font-weight="bold"');
    const bars = rows.map(({ one, value }) => {
      y += BAR + GAP;
      const width = Math.max(2, (value / largest) * (WIDTH - LEFT - 80));
      const kind = one.id.startsWith('esr') ? 'ours' : 'other';
      return [
        text(0, y, one.name),
        `<rect x="${LEFT}" y="${y - BAR + 6}" width="${width.toFixed(1)}" height="${BAR}" rx="3" class="${kind}"/>`,
        text(LEFT + width + 8, y, value.toFixed(digits)),
      ].join('\n');
    });
    return [head, ...bars];
  });
  const height = y + 20;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${WIDTH} ${height}" role="img" font-family="sans-serif" font-size="14">
<title>What a turn costs, how many there are in a second, and how long a start takes</title>
<style>
text { fill: #212b32 } .ours { fill: #005eb8 } .other { fill: #768692 }
@media (prefers-color-scheme: dark) { text { fill: #e8edee } .ours { fill: #41a0f0 } }
</style>
${drawn.join('\n')}
</svg>
`;
}

function text(x: number, y: number, words: string, more = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y}" ${more}>${words.replaceAll('&', '&amp;').replaceAll('<', '&lt;')}</text>`;
}
