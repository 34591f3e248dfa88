// The CycloneDX bill of materials of the executables: that of the package, and Node with the libraries that are built into
// it. Knows nothing of how an executable is made.

/** Of `process.versions`: no library, but the number of an interface. */
const NO_LIBRARY = new Set(['node', 'modules', 'napi', 'unicode', 'tz', 'cldr']);

export function withNode(bom, versions) {
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
  const own = bom.metadata.component['bom-ref'];
  const dependencies = bom.dependencies.map(({ ref, dependsOn }) => ({
    ref,
    dependsOn: ref === own ? [...dependsOn, node['bom-ref']] : dependsOn,
  }));
  return { ...bom, components: [...bom.components, node], dependencies };
}
