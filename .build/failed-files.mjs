// A reporter of Node's test runner: the files with a failing test, a line each.
export default async function* failedFiles(source) {
  const files = new Set();
  for await (const { type, data } of source) if (type === 'test:fail' && data.file) files.add(data.file);
  for (const file of files) yield `${file}\n`;
}
