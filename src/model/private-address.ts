// Which addresses are in nobody's public network: loopback, link-local, private and shared ranges (RFC 1918, 3927, 4193, 6598).
// Imports nothing.

const PRIVATE =
  /^(?:10\.|127\.|169\.254\.|192\.168\.|172\.(?:1[6-9]|2\d|3[01])\.|100\.(?:6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|fe[89ab]|f[cd])/i;

export const isPrivateAddress = (address: string): boolean => PRIVATE.test(address);
