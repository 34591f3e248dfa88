// A strict reading of the small XML documents in which domains publish their mail settings. Whatever declares a document
// type, entities or sections is refused whole, so that nothing can expand; size, depth and number are bounded.
const MAX_ELEMENTS = 2_000;
const MAX_DEPTH = 16;

export interface XmlElement {
  /** Without its namespace prefix. */
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  text: string;
}

export type XmlResult = { readonly ok: true; readonly root: XmlElement } | { readonly ok: false; readonly why: string };

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
const decode = (text: string): string => text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '');
const localName = (name: string): string => name.slice(name.indexOf(':') + 1);

const TOKEN =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<(\/?)([A-Za-z_][\w.:-]*)((?:\s+[\w.:-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|[^<]+|</g;
const ATTRIBUTE = /([\w.:-]+)\s*=\s*(?:"([^"<]*)"|'([^'<]*)')/g;

/** The document's elements, under a nameless root. */
export function parseXml(source: string): XmlResult {
  const text = source.replace(/^\ufeff/, '');
  const refuse = (why: string): XmlResult => ({ ok: false, why });
  if (text.trim() === '') return refuse('the document is empty');
  if (/^\s*(?:<!doctype html|<html)/i.test(text)) return refuse('an HTML page stands there, no XML');
  if (/<!(DOCTYPE|ENTITY|\[)/i.test(text)) return refuse('it declares a document type, entities or a section, which is refused');
  if (!text.trimStart().startsWith('<')) return refuse('it is no XML');
  const root: XmlElement = { name: '', attributes: new Map(), children: [], text: '' };
  const open: { readonly element: XmlElement; readonly tag: string }[] = [{ element: root, tag: '' }];
  let count = 0;
  for (const [token, closing, tag, rawAttributes = '', selfClosing] of text.matchAll(TOKEN)) {
    const parent = open.at(-1);
    if (!parent || token === '<') return refuse('it is not well-formed XML');
    if (tag === undefined) {
      if (!token.startsWith('<')) parent.element.text += decode(token);
    } else if (closing) {
      if (parent.tag !== tag || open.length === 1) return refuse('it is not well-formed XML: its elements cross');
      open.pop();
    } else {
      count += 1;
      if (count > MAX_ELEMENTS || open.length > MAX_DEPTH) return refuse('it has too many elements, or too deep ones');
      const attributes = new Map<string, string>();
      for (const [, key = '', double, single] of rawAttributes.matchAll(ATTRIBUTE))
        attributes.set(key, decode(double ?? single ?? ''));
      const element: XmlElement = { name: localName(tag), attributes, children: [], text: '' };
      parent.element.children.push(element);
      if (!selfClosing) open.push({ element, tag });
    }
  }
  return open.length === 1 ? { ok: true, root } : refuse('it is not well-formed XML: it ends within an element');
}

export const childrenNamed = (element: XmlElement, name: string): XmlElement[] =>
  element.children.filter((child) => child.name === name);
export const childNamed = (element: XmlElement, name: string): XmlElement | undefined =>
  element.children.find((child) => child.name === name);
export const textOf = (element: XmlElement, name: string): string => childNamed(element, name)?.text.trim() ?? '';
