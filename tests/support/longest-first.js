const Sequencer = require('@jest/test-sequencer').default

/** The walks of every page take longest and are the smallest files: begun last, one of two cores would wait for them. */
module.exports = class extends Sequencer {
  sort(tests) {
    const isWalk = ({ path }) => path.includes('every-page')
    const sorted = super.sort(tests)
    return [...sorted.filter(isWalk), ...sorted.filter((test) => !isWalk(test))]
  }
}
