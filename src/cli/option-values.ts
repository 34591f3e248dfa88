// The readers of option values: the command line has no values of its own, `probe` knows what they may be.
export * from '../probe/values.ts';
