// What is measured with whom: everything, or the least that keeps each measure from rotting.

const PEERS = ['canvas', 'chartjs', 'echarts', 'echarts-large', 'plot', 'regl', 'regl-squares', 'uplot'];
const DEFAULTS = ['chartjs-default', 'echarts-default'];
/** Those that take part wherever not everyone does. */
const FEW = ['ours', 'canvas', 'chartjs', 'echarts'];
/** What offers anything to assistive technology has it turned on. */
const TELLING = ['echarts-aria', 'plot-aria'];
const SIZES = [40, 400, 1000, 10000, 100000];
const MOVING = ['ours', 'ours-dots', 'canvas', 'chartjs-default', 'echarts'];

/** `runs` times everything; what hardly differs from run to run three times. */
export const full = (runs) => ({
  runs,
  draws: [
    { scale: 1, entrants: ['ours', ...PEERS, ...DEFAULTS], sizes: SIZES },
    { scale: 2, entrants: FEW, sizes: SIZES },
  ],
  redraws: 4,
  filters: 3,
  // From 100,000 marks on, where some take seconds each time.
  large: { redraws: 2, filters: 1 },
  pictures: { entrants: ['ours', ...PEERS, ...DEFAULTS], sizes: SIZES },
  fewRuns: Math.min(runs, 3),
  hovers: { entrants: FEW, sizes: [1000, 100000], moves: 200, answers: 1000 },
  moves: {
    duration: 500,
    grids: [
      { scale: 1, entrants: MOVING, sizes: SIZES.slice(1) },
      { scale: 2, entrants: MOVING, sizes: [400] },
    ],
  },
  idle: { entrants: FEW, duration: 5000 },
  memory: { n: 10000, switches: 50 },
  parse: { challenges: 10000, count: runs },
  search: { challenges: 2000, count: runs },
  cold: Math.max(runs, 9),
  access: { site: [40, 200, 400], peers: ['canvas', 'chartjs', 'uplot', 'regl', ...TELLING], sizes: [40, 400] },
});

/** Drawing and transitions alone, of some entrants and sizes. */
export const some = (runs, entrants, sizes) => ({
  runs,
  draws: [1, 2].map((scale) => ({ scale, entrants, sizes })),
  redraws: 4,
  filters: 1,
  large: { redraws: 2, filters: 1 },
  pictures: { entrants, sizes },
  fewRuns: Math.min(runs, 3),
  hovers: { entrants: [], sizes: [] },
  moves: { duration: 500, grids: [1, 2].map((scale) => ({ scale, entrants, sizes })) },
  idle: { entrants: [] },
  parse: { challenges: 1 },
  cold: 0,
  access: { site: [], peers: [], sizes: [] },
});

/** Once, with few marks: its times mean nothing. */
export const quick = {
  runs: 1,
  draws: [
    { scale: 1, entrants: ['ours', 'regl-squares', ...DEFAULTS], sizes: [40] },
    { scale: 2, entrants: ['ours'], sizes: [40, 10000] },
  ],
  redraws: 2,
  filters: 1,
  pictures: { entrants: ['ours', ...PEERS.filter((peer) => peer !== 'regl-squares')], sizes: [1000] },
  fewRuns: 1,
  hovers: { entrants: ['ours'], sizes: [1000], moves: 20, answers: 1000 },
  moves: {
    duration: 200,
    grids: [
      { scale: 1, entrants: ['ours', 'ours-dots'], sizes: [1000] },
      { scale: 2, entrants: ['ours'], sizes: [400] },
    ],
  },
  idle: { entrants: ['ours'], duration: 500 },
  memory: { n: 100, switches: 2 },
  parse: { challenges: 100, count: 1 },
  search: { challenges: 100, count: 1 },
  cold: 1,
  access: { site: [40, 400], peers: ['chartjs', ...TELLING], sizes: [40] },
};
