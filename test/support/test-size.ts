// How much of what grows a test is fed: a part that finds the fault in seconds, or the full size (`npm run test:heavy`,
// which runs every test file that asks here). Knows no test.

const { MAILPROBE_TEST_SIZE: wanted = 'usual' } = process.env;

export const isFullSize = wanted === 'full';

/** Of two sizes, the one of this run. */
export const sized = <T>(usual: T, full: T): T => (isFullSize ? full : usual);
