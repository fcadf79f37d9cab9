/** What the page of a source has code for, in the order of its tabs. */
export const SDKS = [
  'node',
  'browser',
  'script',
  'tagManager',
  'ios',
  'android',
  'java',
  'python',
  'php',
  'go',
  'curl',
] as const;

export type Sdk = (typeof SDKS)[number];
