// The frame of every page: self-contained, without a script or an outside resource, and with a policy in it that says so. Escapes
// the title; the body is HTML already.
import { createHash } from 'node:crypto';
import { escapeMarkup } from './markup.ts';

export interface PageParts {
  readonly title: string;
  readonly style: string;
  readonly version: string;
  readonly body: string;
  /** Of most of its words; absent: English. */
  readonly lang?: string;
}

export function htmlPage({ title, style, version, body, lang = 'en' }: PageParts): string {
  const hash = createHash('sha256').update(style).digest('base64');
  const policy = `default-src 'none'; style-src 'sha256-${hash}'; img-src data:; base-uri 'none'; form-action 'none'`;
  return `<!doctype html>
<html lang="${escapeMarkup(lang)}">
<head>
<meta charset="utf-8"/>
<meta name="generator" content="mailprobe ${escapeMarkup(version)}"/>
<meta http-equiv="Content-Security-Policy" content="${policy}"/>
<meta name="viewport" content="width=device-width, initial-scale=1"/>
<meta name="referrer" content="no-referrer"/>
<title>${escapeMarkup(title)}</title>
<style>${style}</style>
</head>
<body>
${body}
</body>
</html>
`;
}
