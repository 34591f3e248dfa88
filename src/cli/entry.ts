// The first file of the bundle that runs; --version is answered before it, by bin/. Everything else is main.ts's. Loads
// nothing ahead of what catches a fault: until the secrets are known, a fault says no more of itself than a system's code.
const crash = (error: unknown): void => {
  const code = String((error as { code?: unknown } | null)?.code ?? '');
  process.stderr.write(`mailprobe: internal error at the start${/^[A-Z_]{3,60}$/.test(code) ? ` (${code})` : ''}\n`);
  process.exit(3);
};
process.on('uncaughtException', crash).on('unhandledRejection', crash);

void import('./start.ts').then(({ start }) => {
  process.off('uncaughtException', crash).off('unhandledRejection', crash);
  return start(process.argv.slice(2));
});

export {};
