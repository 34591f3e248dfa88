// What Windows takes for devices: names that are reserved in every folder, and what stands under \\.\ (learn.microsoft.com,
// Naming Files, Paths, and Namespaces). Node hands full paths to the system, past the old names: it would make a file of such
// a name, which Explorer neither opens nor deletes. Pure.

/** The last name of a path, without the colon that DOS let stand behind a device. */
const lastName = (path: string): string => (path.split(/[\\/]/).at(-1) ?? '').replace(/:$/, '');

// ¹²³ are digits to Windows here.
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])(?:\..*)?$/i;
const DEVICE_NAMESPACE = /^[\\/]{2}\.[\\/]/;
/** A pipe by name, which has a reader. */
const PIPE = /^[\\/]{2}\.[\\/]pipe[\\/]/i;

/** `NUL`, the file that swallows all, in whatever folder. */
export const isNullDevice = (path: string, platform: NodeJS.Platform = process.platform): boolean =>
  platform === 'win32' && /^nul$/i.test(lastName(path));

/** Why nothing is written to it; null: it is a file like any, or the one that swallows all. */
export function refusedDevice(path: string, platform: NodeJS.Platform = process.platform): string | null {
  if (platform !== 'win32' || isNullDevice(path, platform)) return null;
  if (RESERVED.test(lastName(path))) return 'Windows keeps that name for a device';
  return DEVICE_NAMESPACE.test(path) && !PIPE.test(path) ? 'it is a device' : null;
}
