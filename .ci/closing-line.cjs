/** After Jest's own summary, the run's counts alone on a line. A test file that could not run counts as one failure. */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    process.stderr.write(`\n${results.numPassedTests} passed, ${failed} failed\n`)
  }
}
