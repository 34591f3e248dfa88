// The CycloneDX bill of materials of the executables: npm's own of the lockfile, without what no bundle holds code of, and
// Node with the libraries that are built into it. Knows nothing of how an executable is made.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Of `process.versions`: no library, but the number of an interface. */
const NO_LIBRARY = new Set(['node', 'modules', 'napi', 'unicode', 'tz', 'cldr']);

export function billOfMaterials(root, versions) {
  const words = ['sbom', '--sbom-format', 'cyclonedx', '--package-lock-only'];
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
  const text = execFileSync(npm, words, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32', maxBuffer: 1e8 });
  const bom = JSON.parse(text);
  // Each of them stands with its version at the head of its licence.
  const bundled = new Set(
    readFileSync(join(root, 'dist/THIRD-PARTY-LICENSES.txt'), 'utf8').match(/^(?:@[\w.-]+\/)?[\w.-]+ \d[\w.+-]*(?= \()/gm),
  );
  const packages = bom.components.filter(({ name, version }) => bundled.has(`${name} ${version}`));
  const node = {
    type: 'platform',
    'bom-ref': `node@${versions.node}`,
    name: 'node',
    version: versions.node,
    purl: `pkg:generic/node@${versions.node}`,
    cpe: `cpe:2.3:a:nodejs:node.js:${versions.node}:*:*:*:*:*:*:*`,
    components: Object.entries(versions)
      .filter(([name]) => !NO_LIBRARY.has(name))
      .map(([name, version]) => ({ type: 'library', 'bom-ref': `node/${name}@${version}`, name, version })),
  };
  const known = new Set(packages.map((one) => one['bom-ref']));
  const own = bom.metadata.component['bom-ref'];
  const dependencies = bom.dependencies
    .filter(({ ref }) => ref === own || known.has(ref))
    .map(({ ref, dependsOn = [] }) => ({ ref, dependsOn: dependsOn.filter((one) => known.has(one)) }));
  for (const one of dependencies) if (one.ref === own) one.dependsOn.push(node['bom-ref']);
  // npm names it after the folder.
  const component = { ...bom.metadata.component, name: 'mailprobe', type: 'application' };
  return { ...bom, metadata: { ...bom.metadata, component }, components: [...packages, node], dependencies };
}
