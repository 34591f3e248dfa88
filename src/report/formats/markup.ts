// Text made inert for HTML and XML alike. Knows no document.
import { oneLine } from './options.ts';

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

// Beyond what oneLine shows as \x.., XML 1.0 §2.2 has no noncharacters and no lone surrogates.
const NOT_IN_XML =
  /[\u0000-\u0008\u000b-\u001f\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** For element content and quoted attributes of HTML and XML 1.0. */
export const escapeMarkup = (text: string): string =>
  oneLine(text)
    .replace(NOT_IN_XML, '\ufffd')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
