// The first file that runs. Answers --version before anything is loaded; everything else is main.ts's, loaded when needed.
declare const __MAILPROBE_VERSION__: string | undefined;

const [first, ...rest] = process.argv.slice(2);

if ((first === '--version' || first === '-V') && rest.length === 0) {
  // The bundler writes the version in: not even a second file is opened for it.
  const version =
    typeof __MAILPROBE_VERSION__ === 'string' ? __MAILPROBE_VERSION__ : (await import('./version.ts')).toolVersion();
  process.stdout.write(`${version}\n`);
} else {
  const { start } = await import('./start.ts');
  await start(process.argv.slice(2));
}
