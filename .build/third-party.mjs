// What of others is in the bundle: its packages, their licence texts, and the CycloneDX bill of materials, npm's own of the
// lockfile reduced to them. An install fetches no package, so that this is what tells an audit or a licence tool what it
// runs. Knows nothing of how the bundle is made.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';

/** The packages that a bundle holds code of, by esbuild's list of its inputs. */
export function bundledPackages(root, { inputs }) {
  const folders = new Set(Object.keys(inputs).flatMap((file) => /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []));
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
    return { folder, name, version, license };
  });
}

/** Throws where the bundle asks for a package when it runs: an install has none. */
export function assertWhole({ outputs }) {
  for (const [file, { imports }] of Object.entries(outputs))
    for (const { path, external } of imports)
      if (external && !isBuiltin(path)) throw new Error(`${file} is not whole: it needs ${path} when it runs`);
}

/** The licence texts, each headed by the package's name and version. */
export function licencesOf(root, packages) {
  const texts = packages.map(({ folder, name, version, license }) => {
    const file = readdirSync(join(root, folder)).find((entry) => /^(licen[cs]e|copying)/i.test(entry));
    const text = file ? readFileSync(join(root, folder, file), 'utf8').trim() : `Licence: ${license}`;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  const line = `\n${'-'.repeat(80)}\n\n`;
  const head =
    'mailprobe is distributed as a bundle that holds code of the packages below, and the settings table of the\nThunderbird ISPDB under the Mozilla Public License 2.0: see LICENSE-ISPDB.txt.\n';
  return `${head}${line}${texts.join(line)}`;
}

/** CycloneDX. The same from the same sources: without the hour and the number that npm gives each of its bills. */
export function billOfMaterials(root, packages) {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only', '--no-global'];
  const isWindows = process.platform === 'win32';
  const npm = isWindows ? 'npm.cmd' : 'npm';
  const text = execFileSync(npm, words, { cwd: root, encoding: 'utf8', shell: isWindows, maxBuffer: 1e8 });
  const { serialNumber: _drawn, metadata, components, dependencies, ...rest } = JSON.parse(text);
  const { releaseDay } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const wanted = new Set(packages.map(({ name, version }) => `${name}@${version}`));
  const known = new Map(components.map((one) => [`${one.name}@${one.version}`, one]));
  const missing = [...wanted].find((one) => !known.has(one));
  if (missing) throw new Error(`${missing} is in the bundle and not in package-lock.json: npm ci`);
  // To npm they are for development alone; in the bundle they are needed.
  const bundled = [...wanted].map((one) => ({ ...known.get(one), scope: 'required', properties: [] }));
  const refs = new Set(bundled.map((one) => one['bom-ref']));
  const own = metadata.component['bom-ref'];
  return {
    ...rest,
    metadata: {
      ...metadata,
      timestamp: `${releaseDay}T00:00:00.000Z`,
      component: { ...metadata.component, name: 'mailprobe', type: 'application' }, // npm names it after the folder.
    },
    components: bundled,
    dependencies: dependencies
      .filter(({ ref }) => ref === own || refs.has(ref))
      .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => refs.has(one)) })),
  };
}
