// A bundle of format 1 that is far larger than any survey: what parsing costs at its worst.
import { random } from './data.mjs';

/** 10,000 challenges, 4 waves, 12 groups of respondents, 2 measures: 1 million numbers. */
export function makeBundle(nChallenges, nWaves = 4, nGroups = 12) {
  const next = random(5);
  const range = (count, make) => Array.from({ length: count }, (_, k) => make(k));
  const words = 'students learn read write math families time staff data trust space support'.split(' ');
  const text = (count) => range(count, () => words[Math.floor(next() * words.length)]).join(' ');
  const measure = (id) => ({
    id,
    kind: 'percent',
    label: id,
    question: `Is this challenge ${id}?`,
    sentence: `{audience} responded this challenge is ${id}`,
    more_is_worse: true,
  });
  const measures = ['widespread', 'urgent'].map(measure);
  const groups = range(nGroups, (k) => ({ id: `group-${k}`, label: `Group ${k}`, phrase: `staff of group ${k}` }));
  const waves = range(nWaves, (k) => ({
    id: `wave-${k}`,
    label: `Wave ${k}`,
    date: String(2020 + k),
    status: 'illustrative',
    everyone: 'respondents',
  }));
  const challenges = range(nChallenges, (k) => ({
    id: `challenge-${k}`,
    name: `Challenge ${k}`,
    theme: `theme-${k % 9}`,
    summary: text(12),
  }));
  const themes = range(9, (k) => ({ id: `theme-${k}`, name: `Theme ${k}` }));
  const audiences = [undefined, ...groups.map((group) => `part/${group.id}`)];
  const results = waves.flatMap((wave) =>
    audiences.flatMap((audience) =>
      measures.map(({ id }) => ({
        wave: wave.id,
        measure: id,
        ...(audience ? { audience } : {}),
        respondents: 400,
        values: range(nChallenges, () => Math.round(1000 * next()) / 10),
      })),
    ),
  );
  return JSON.stringify({
    format: 1,
    site: { title: 'Large', publisher: 'Benchmark', language: 'en' },
    minimum_respondents: 10,
    measures,
    dimensions: [{ id: 'part', label: 'Part', groups }],
    waves,
    groups: [{ name: 'All', themes }],
    challenges,
    results,
  });
}
