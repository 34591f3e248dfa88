// Which signals there are on which system. Windows has none: Node makes SIGINT of Ctrl-C, SIGBREAK of Ctrl-Break and SIGHUP of a
// console that is closed, which ends the process some seconds later whatever it does (nodejs.org/api/process.html, Signal
// events); SIGTERM never comes there, and whoever sends it ends the process at once.
type Named = Readonly<Record<'everywhere' | 'onWindows', readonly NodeJS.Signals[]>>;

/** The user wants an end. */
export const INTERRUPT_SIGNALS: Named = { everywhere: ['SIGINT', 'SIGTERM'], onWindows: ['SIGBREAK'] };
/** A service is to end. */
export const END_SIGNALS: Named = { everywhere: ['SIGINT', 'SIGTERM'], onWindows: ['SIGBREAK', 'SIGHUP'] };

export const signalsOf = (
  { everywhere, onWindows }: Named,
  platform: NodeJS.Platform = process.platform,
): readonly NodeJS.Signals[] => (platform === 'win32' ? [...everywhere, ...onWindows] : everywhere);
