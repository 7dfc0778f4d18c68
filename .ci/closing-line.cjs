/**
 * The run's counts alone on a line, after everything that Jest prints. A test file that could not run counts as one
 * failure.
 */
module.exports = class ClosingLine {
  onRunComplete(_contexts, results) {
    const failed = results.numFailedTests + results.numRuntimeErrorTestSuites
    process.once('exit', () => process.stderr.write(`${results.numPassedTests} passed, ${failed} failed\n`))
  }
}
