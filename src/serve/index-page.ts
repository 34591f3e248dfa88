// The page at /: what there is to fetch, for somebody with a browser. No script, no outside resource.
import type { Configuration } from './module.ts';

/** Module names are letters, digits, dots, hyphens and underscores: nothing in them needs escaping. */
export function indexPage({ modules }: Configuration, toolVersion: string): string {
  const options = [...modules.keys()].map((name) => `<option>${name}</option>`).join('');
  return `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>mailprobe exporter</title></head>
<body>
<h1>mailprobe ${toolVersion}</h1>
<form action="/probe">
<label>Target <input name="target" required placeholder="mail.example.com"></label>
<label>Module <select name="module">${options}</select></label>
<button>Probe</button>
</form>
<ul>
<li><a href="/metrics">/metrics</a>: the exporter about itself</li>
<li><a href="/-/healthy">/-/healthy</a>, <a href="/-/ready">/-/ready</a>: for supervisors</li>
</ul>
</body>
</html>
`;
}
