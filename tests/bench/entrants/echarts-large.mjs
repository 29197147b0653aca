// ECharts with `large: true`: simpler symbols, all of a series in one path.
import { create as createSmall } from './echarts.mjs';

export { scripts } from './echarts.mjs';

export const create = (stage, scale) => createSmall(stage, scale, true);
