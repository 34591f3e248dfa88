// What stands for `performance.now` in the bundle: milliseconds of the monotonic clock, from where no matter.
export const __now = () => {
  const [seconds, nanoseconds] = process.hrtime();
  return seconds * 1e3 + nanoseconds / 1e6;
};
