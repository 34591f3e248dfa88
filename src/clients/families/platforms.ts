// On which TLS clients the families run: groups of ids of ../tls, the present ones first.

const WINDOWS = ['win2022', 'win2019', 'win2016', 'win2012r2', 'win2012', 'win2008r2'];
const on = (runtime: string): string[] => WINDOWS.map((system) => `${runtime}@${system}`);

export const NETFX = [...on('netfx47'), ...on('netfx46-462'), ...on('netfx35-452')];
export const DOTNET_LINUX = ['dotnet5@linux', 'dotnetcore@linux'];
export const OUTLOOK = [...on('outlook'), 'windows-vista', 'windows-xp'];
// biome-ignore format: a list
export const JAVA = ['java-24', 'java-21', 'java-17', 'java-12', 'java-11.0.2', 'java-9', 'java-8u442', 'java-8u291', 'java-8u161', 'java-8u111', 'java-8u31', 'java-8'];
export const OLD_JAVA = ['java-7', 'java-6'];
export const NODE = ['node-24', 'node-22', 'node-20', 'node-18', 'node-16', 'node-14', 'node-12', 'node-10', 'node-8'];
export const OLD_NODE = ['node-6', 'node-4', 'node-0.12'];
export const OPENSSL = [
  'openssl-4.0.0',
  'openssl-3.5.0',
  'openssl-3@debian-12',
  'openssl-3@alpine',
  'openssl@rhel-9',
  'openssl@rhel-8',
  'openssl-1.1.1d',
];
export const OLD_OPENSSL = ['openssl-1.1.0l', 'openssl-1.0.2e', 'openssl-1.0.1l', 'openssl-0.9.8y'];
export const GO = ['go-1.23', 'go-1.22', 'go-1.19'];
// biome-ignore format: a list
export const APPLE = ['apple-mail-16', 'macos-10.14', 'macos-10.13', 'ios-12.2', 'macos-10.12', 'ios-10', 'macos-10.11', 'ios-9', 'macos-10.10', 'ios-8', 'macos-10.9', 'ios-7', 'macos-10.8', 'ios-6', 'ios-5', 'macos-10.6'];
// biome-ignore format: a list
export const ANDROID = ['android-current', 'android-15-16', 'android-13-14', 'android-11-12', 'android-10.0', 'android-9.0', 'android-8.1', 'android-7.0', 'android-6.0', 'android-5.0.0', 'android-4.4.2', 'android-4.3', 'android-4.2.2', 'android-4.1.1', 'android-4.0.4', 'android-2.3.7'];
