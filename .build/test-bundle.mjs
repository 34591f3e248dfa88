// What every bundle of tests has in common, whoever runs it.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { pathToFileURL } from 'node:url';

const standsHere = (path) => ({ url: pathToFileURL(path).href, folder: dirname(path) });

/** Where a file is, as it itself sees it: in a bundle it is still where its source stands. */
const whereItStands = (placeOf) => ({
  name: 'where-it-stands',
  setup({ onLoad }) {
    onLoad({ filter: /\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      if (!/import\.meta\.(?:url|dirname)/.test(text)) return null;
      const { url, folder } = placeOf(path);
      const contents = `const __ownUrl = ${JSON.stringify(url)}, __ownFolder = ${JSON.stringify(folder)};${text}`;
      return { contents, loader: 'ts' };
    });
  },
});

/** esbuild's options; `placeOf`: the URL and the folder of a file as the system names them on which the tests will run. */
export const testBundle = (placeOf = standsHere) => ({
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  packages: 'external',
  define: { 'import.meta.url': '__ownUrl', 'import.meta.dirname': '__ownFolder' },
  sourcemap: true,
  sourcesContent: false,
  plugins: [whereItStands(placeOf)],
  logLevel: 'warning',
});
