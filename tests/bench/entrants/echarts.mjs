// ECharts, all in one pass (`progressive: 0`), without animation but where one is asked for.
import { EDGE, FAMILIES, FONT, GRID, MUTED, PAPER, PLOT, RADIUS, SIZE, byFamily } from '../data.mjs';

export const scripts = ['/npm/echarts/dist/echarts.min.js'];

export async function create(stage, scale, large = false) {
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
      large,
      largeThreshold: 0,
      progressive: 0,
      clip: false,
      symbolSize: 2 * RADIUS + EDGE,
      itemStyle: { color: FAMILIES[family], borderColor: PAPER, borderWidth: EDGE, opacity: 1 },
      data: list.map((i) => [data.xs[i], data.ys[i]]),
    }));
    const grid = { left: PLOT.left, top: PLOT.top, right: SIZE.width - PLOT.right, bottom: SIZE.height - PLOT.bottom, containLabel: false };
    chart.setOption({ backgroundColor: PAPER, ...animation, grid, xAxis: axis, yAxis: axis, series });
    chart.getZr().flush();
  }

  return {
    get canvases() {
      return [...stage.querySelectorAll('canvas')];
    },
    draw: (data) => show(data, { animation: false }),
    hovered: () => hovered,
    drawMoving: (data) => show(data, { animation: false }),
    moveTo: (data, duration) => {
      // Off above 2,000 elements unless told otherwise.
      show(data, { animation: true, animationThreshold: 1e9, animationDurationUpdate: duration, animationEasingUpdate: 'cubicInOut' });
      return new Promise((resolve) => setTimeout(resolve, duration + 50));
    },
  };
}
