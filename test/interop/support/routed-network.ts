// Four network namespaces in a row: the program, two routers, a mail host. Each router can be told to drop a port. Addresses of
// documentation ranges, so that the first hop is of one's own network and what follows is not. Knows nothing of mail.
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';

export const ROUTER_ADDRESS = '192.168.77.1';
export const PROVIDER_ADDRESS = '203.0.113.2';
export const SERVER_ADDRESS = '198.51.100.2';

/** The places on the way where a port can be dropped. */
export type Dropper = 'near' | 'router' | 'provider' | 'server';
const PLACES = ['near', 'router', 'provider', 'server'] as const satisfies readonly Dropper[];
const HOOK: Readonly<Record<Dropper, string>> = { near: 'output', router: 'forward', provider: 'forward', server: 'input' };

function run(command: string, args: readonly string[], input?: string): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8', input });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr.trim()}`);
}

export class RoutedNetwork {
  readonly #prefix = `mpr${process.pid}`;
  readonly #made: string[] = [];
  readonly #children: ChildProcess[] = [];

  static open(): RoutedNetwork {
    const network = new RoutedNetwork();
    try {
      network.#bringUp();
      return network;
    } catch (error) {
      network.close();
      throw error;
    }
  }

  #name(place: Dropper): string {
    return `${this.#prefix}-${place}`;
  }

  #bringUp(): void {
    for (const place of PLACES) {
      run('ip', ['netns', 'add', this.#name(place)]);
      this.#made.push(this.#name(place));
      run('ip', ['-n', this.#name(place), 'link', 'set', 'lo', 'up']);
    }
    this.#join('near', '192.168.77.2', 'router', ROUTER_ADDRESS);
    this.#join('router', '203.0.113.1', 'provider', PROVIDER_ADDRESS);
    this.#join('provider', '198.51.100.1', 'server', SERVER_ADDRESS);
    this.#route('near', 'default', ROUTER_ADDRESS);
    this.#route('router', '198.51.100.0/24', PROVIDER_ADDRESS);
    this.#route('provider', '192.168.77.0/24', '203.0.113.1');
    this.#route('server', 'default', '198.51.100.1');
    // A router answers a host a few times a second; the tests ask more often.
    for (const router of ['router', 'provider'] as const)
      run('ip', ['netns', 'exec', this.#name(router), 'sysctl', '-qw', 'net.ipv4.ip_forward=1', 'net.ipv4.icmp_ratelimit=0']);
  }

  #join(left: Dropper, leftAddress: string, right: Dropper, rightAddress: string): void {
    const [from, to] = [this.#name(left), this.#name(right)];
    run('ip', ['-n', from, 'link', 'add', right, 'type', 'veth', 'peer', 'name', left, 'netns', to]);
    for (const [namespace, device, address] of [
      [from, right, leftAddress],
      [to, left, rightAddress],
    ] as const) {
      run('ip', ['-n', namespace, 'address', 'add', `${address}/24`, 'dev', device]);
      run('ip', ['-n', namespace, 'link', 'set', device, 'up']);
    }
  }

  #route(place: Dropper, to: string, by: string): void {
    run('ip', ['-n', this.#name(place), 'route', 'add', to, 'via', by]);
  }

  /** The rest of a command line, run at a place. */
  at(place: Dropper, ...command: string[]): [string, string[]] {
    return ['ip', ['netns', 'exec', this.#name(place), ...command]];
  }

  /** From now on that place drops what goes to the port, and no other does. */
  drop(place: Dropper, port: number): void {
    for (const one of PLACES) run(...this.at(one, 'nft', 'flush', 'ruleset'));
    const rules = `table inet drops {\n chain way {\n type filter hook ${HOOK[place]} priority 0\n tcp dport ${port} drop\n }\n}\n`;
    const [command, args] = this.at(place, 'nft', '-f', '-');
    run(command, args, rules);
  }

  /** Starts a program at the mail host; resolves with its first output. It ends with `close`. */
  async serve(...command: string[]): Promise<void> {
    const [program, args] = this.at('server', ...command);
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] });
    this.#children.push(child);
    await once(child.stdout, 'data');
  }

  close(): void {
    for (const child of this.#children.splice(0)) child.kill('SIGKILL');
    for (const name of this.#made.splice(0)) spawnSync('ip', ['netns', 'del', name]);
  }
}
