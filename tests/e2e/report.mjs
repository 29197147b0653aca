// Playwright's reporter that counts tests for `cargo xtask test`: its file holds one line, "12 passed, 1 failed, 2 skipped".
import { writeFileSync } from 'node:fs';

/**
 * Whether a test counts as passed. One that failed and passed when it was repeated failed; one that found nothing wrong,
 * but stood still until its time was over, as a browser or a machine may, is judged by its repetition.
 */
function verdict(test) {
  const isLate = test.results.slice(0, -1).every(({ status }) => status === 'timedOut');
  return { expected: 'passed', skipped: 'skipped', flaky: isLate ? 'passed' : 'failed' }[test.outcome()] ?? 'failed';
}

export default class Report {
  constructor({ outputFile }) {
    this.outputFile = outputFile;
  }

  onBegin(config, suite) {
    this.suite = suite;
  }

  onEnd() {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const test of this.suite.allTests()) {
      counts[verdict(test)] += 1;
      if (test.outcome() === 'flaky') console.log(`${verdict(test) === 'passed' ? 'stood still once' : 'FAILED once'}: ${test.titlePath().filter(Boolean).join(' › ')}`);
    }
    if (this.outputFile) writeFileSync(this.outputFile, `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
    return counts.failed > 0 ? { status: 'failed' } : undefined;
  }
}
