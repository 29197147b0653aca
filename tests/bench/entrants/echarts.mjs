// ECharts, all in one pass and without animation but where one is asked for: `progressive: 0`,
// `animation: false`. `large` draws a series in one path; `default` leaves its own settings,
// animation up to 2,000 marks and 400 marks a frame above 3,000, and is done when it says `finished`;
// `aria` turns on the description that it makes for screen readers.
import { EDGE, FAMILIES, FONT, GRID, MUTED, PAPER, PLOT, RADIUS, SIZE, byFamily } from '../data.mjs';

export const scripts = ['/npm/echarts/dist/echarts.min.js'];

const FAST = { animation: false };
const FAST_SERIES = { progressive: 0 };

export async function create(stage, scale, settings) {
  const isDefault = settings === 'default';
  const chart = echarts.init(stage, null, { devicePixelRatio: scale, width: SIZE.width, height: SIZE.height });
  let [hovered, lists] = [-1, []];
  chart.on('mouseover', ({ seriesIndex, dataIndex }) => (hovered = lists[seriesIndex][dataIndex]));
  chart.on('mouseout', () => (hovered = -1));
  const axis = {
    type: 'value',
    min: 0,
    max: 100,
    interval: 25,
    axisLine: { show: false },
    axisTick: { show: false },
    splitLine: { lineStyle: { color: GRID, width: 1 } },
    axisLabel: { color: MUTED, fontSize: 12, fontFamily: FONT, formatter: '{value}\u00a0%' },
  };

  function show(data, animation) {
    lists = byFamily(data);
    const series = lists.map((list, family) => ({
      id: `family-${family}`,
      type: 'scatter',
      ...(isDefault ? {} : FAST_SERIES),
      ...(settings === 'large' ? { large: true, largeThreshold: 0 } : {}),
      clip: false,
      symbolSize: 2 * RADIUS + EDGE,
      itemStyle: { color: FAMILIES[family], borderColor: PAPER, borderWidth: EDGE, opacity: 1 },
      data: list.map((i) => [data.xs[i], data.ys[i]]),
    }));
    const grid = { left: PLOT.left, top: PLOT.top, right: SIZE.width - PLOT.right, bottom: SIZE.height - PLOT.bottom, outerBoundsMode: 'none' };
    const aria = { enabled: settings === 'aria' };
    chart.setOption({ backgroundColor: PAPER, ...animation, aria, grid, xAxis: axis, yAxis: axis, series });
  }

  function draw(data) {
    show(data, FAST);
    chart.getZr().flush();
  }

  /** Shows data with animation or in steps; ends when ECharts says that it has finished. */
  const finished = (data, animation) =>
    new Promise((resolve) => {
      const done = () => {
        chart.off('finished', done);
        resolve();
      };
      show(data, animation);
      chart.on('finished', done);
    });

  return {
    get canvases() {
      return [...stage.querySelectorAll('canvas')];
    },
    draw: isDefault ? (data) => finished(data, {}) : draw,
    hovered: () => hovered,
    drawMoving: draw,
    // Off above 2,000 elements unless told otherwise.
    moveTo: (data, duration) =>
      finished(data, { animation: true, animationThreshold: 1e9, animationDurationUpdate: duration, animationEasingUpdate: 'cubicInOut' }),
  };
}
