// The first file of the bundle that runs; --version is answered before it, by bin/. Everything else is main.ts's.
const { start } = await import('./start.ts');
await start(process.argv.slice(2));

export {};
