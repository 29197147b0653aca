// Playwright's reporter that counts tests for `cargo xtask test`: its file holds one line, "12 passed, 1 failed, 2 skipped".
import { writeFileSync } from 'node:fs';

export default class Report {
  constructor({ outputFile }) {
    this.outputFile = outputFile;
  }

  onBegin(config, suite) {
    this.suite = suite;
  }

  onEnd() {
    const counts = { passed: 0, failed: 0, skipped: 0 };
    for (const test of this.suite.allTests()) counts[{ expected: 'passed', skipped: 'skipped' }[test.outcome()] ?? 'failed'] += 1;
    if (this.outputFile) writeFileSync(this.outputFile, `${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped\n`);
  }
}
