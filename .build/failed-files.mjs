// A reporter of Node's test runner: the files with a failing test, a line each. None where a property was broken: its
// counterexample is no matter of load, and other random input would only hide it.
const isCounterexample = ({ error }) => /Property failed/.test(`${error?.message} ${error?.cause?.message}`);

export default async function* failedFiles(source) {
  const files = new Set();
  let hasCounterexample = false;
  for await (const { type, data } of source) {
    if (type !== 'test:fail' || !data.file) continue;
    files.add(data.file);
    hasCounterexample ||= isCounterexample(data.details);
  }
  if (!hasCounterexample) for (const file of files) yield `${file}\n`;
}
