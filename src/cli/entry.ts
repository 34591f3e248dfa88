// The first file that runs. Answers --version before anything is loaded; everything else is main.ts's, loaded when needed.
const [first, ...rest] = process.argv.slice(2);

if ((first === '--version' || first === '-V') && rest.length === 0) {
  const { toolVersion } = await import('./version.ts');
  process.stdout.write(`${toolVersion()}\n`);
} else {
  const { start } = await import('./start.ts');
  await start(process.argv.slice(2));
}
