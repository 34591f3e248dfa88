// Two network namespaces, home and office, in both of which the same address is a mail host: at home the host itself, in the
// office a gateway that stands in its place. Knows nothing of mail.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const PLACE_ADDRESS = '10.78.0.2';

export type Place = 'home' | 'office';

export interface PlacedHost {
  readonly host: string;
  readonly caFile: string;
  readonly user: string;
  readonly password: string;
}

function ip(...args: string[]): void {
  const { status, stderr } = spawnSync('ip', args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`ip ${args.join(' ')}: ${stderr.trim()}`);
}

export class TwoPlaces {
  readonly folder = mkdtempSync(join(tmpdir(), 'mp-places-'));
  readonly #namespaces: string[] = [];
  readonly #children: ChildProcess[] = [];

  static async open(): Promise<TwoPlaces & { readonly host: PlacedHost }> {
    const places = new TwoPlaces();
    try {
      for (const place of ['home', 'office'] as const) places.#addNamespace(places.#nameOf(place));
      const host = await places.#start<PlacedHost>('home', 'server');
      await places.#start('office', 'gateway');
      return Object.assign(places, { host });
    } catch (error) {
      await places.close();
      throw error;
    }
  }

  #nameOf(place: Place): string {
    return `mp-${place}-${process.pid}`;
  }

  #addNamespace(name: string): void {
    ip('netns', 'add', name);
    this.#namespaces.push(name);
    ip('-n', name, 'link', 'set', 'lo', 'up');
    ip('-n', name, 'address', 'add', `${PLACE_ADDRESS}/32`, 'dev', 'lo');
  }

  /** The words in front of a command line that is to run there. */
  within(place: Place): string[] {
    return ['ip', 'netns', 'exec', this.#nameOf(place)];
  }

  #start<T>(place: Place, role: string): Promise<T> {
    const [command = '', ...words] = this.within(place);
    const script = join(import.meta.dirname, 'place-host.ts');
    const child = spawn(command, [...words, process.execPath, '--import', 'tsx', script, role, PLACE_ADDRESS, this.folder], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    this.#children.push(child);
    return new Promise((resolve, reject) => {
      createInterface({ input: child.stdout }).once('line', (line) => resolve(JSON.parse(line) as T));
      child.once('exit', (code) => reject(new Error(`the ${role} ended with ${code}`)));
    });
  }

  async close(): Promise<void> {
    for (const child of this.#children.splice(0)) {
      child.stdin?.end();
      if (child.exitCode === null) await new Promise((resolve) => child.once('exit', resolve));
    }
    for (const name of this.#namespaces.splice(0)) spawnSync('ip', ['netns', 'del', name]);
    rmSync(this.folder, { recursive: true, force: true });
  }
}
