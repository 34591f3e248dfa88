// For applications that have their settings on a screen: label and value to be entered by hand. Written only.
import type { FileDialect } from '../entry.ts';

export const labels: FileDialect = {
  looksLike: /(?!)/,
  read: () => [],
  literal: (value) => String(value),
  addition: () => null,
  render: (pairs) => pairs.map(([key, value]) => `${key}: ${value === true ? 'on' : value === false ? 'off' : value}`).join('\n'),
};
