const path = require('node:path');

/** Names what was skipped: why is in the name of each. jest itself prints their number alone, once there are several files. */
module.exports = class {
  constructor(globalConfig) {
    // With a pattern, most are left out because somebody wants it.
    this.isWhole = !globalConfig.testNamePattern;
  }

  onRunComplete(_contexts, { testResults }) {
    if (!this.isWhole) return;
    for (const { testResults: tests, testFilePath } of testResults)
      for (const { status, fullName } of tests)
        if (status === 'pending') console.log(`skipped: ${fullName} (${path.relative('', testFilePath)})`);
  }
};
