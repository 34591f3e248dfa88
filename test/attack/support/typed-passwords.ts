// Passwords as people type them where a target belongs. For tests alone.
import assert from 'node:assert/strict';

/** Each is hostile to some way of cutting a target into its parts. */
export const PASSWORDS = [
  'Winter-2024',
  'W1nter@Quay',
  'W1nter:Quay',
  'W1nter/Quay',
  'W1nter#Quay?x',
  'W1nter=Quay',
  'W1nter,Quay;x',
  '20240131',
  'W1nter%40Quay',
  'Wïnter!Quay',
];

/** No run of four characters of it may be seen: neither whole nor its ends. */
export function assertNotSaid(said: string, password: string, what: string): void {
  assert.ok(!said.includes(password), `${what}: ${said}`);
  for (const piece of ['nter', 'Quay', '2024', '0131'])
    if (password.includes(piece)) assert.ok(!said.includes(piece), `${what}: ${piece} in ${said}`);
}

export const targetsWith = (password: string): string[] => [
  `alice:${password}@mail.example.com`,
  `alice@example.com:${password}`,
  `alice@example.com:${password}@mail.example.com`,
  `mail.example.com:alice:${password}`,
  `mail.example.com:587:alice@example.com:${password}`,
  `smtp://alice:${password}@mail.example.com`,
  `smtps://alice:${password}@mail.example.com:465/inbox`,
  `smtp://alice:${password}@`,
  `submission://${password}@mail.example.com:port`,
  `ftp://alice:${password}@mail.example.com`,
  `http://mail.example.com/?password=${password}`,
  `mail.example.com;alice;${password}`,
  `mail.example.com|alice|${password}`,
  `mail.example.com,alice,${password}`,
  `"alice:${password}"@mail.example.com`,
  `mailto:alice:${password}@example.com`,
  `alice%3A${password}@mail.example.com`,
  `alice：${password}@mail.example.com`,
  `[2001:db8::1]:465:${password}`,
  `[alice:${password}]:465`,
  `password=${password}`,
  `alice:${password}`,
  `alice:${password}@mail\u200b.example.com`,
  `alice:${password}@${'x'.repeat(70)}.example.com`,
];
