/**
 * The SDK for browsers in one file, as the npm package of this version has it. A browser refuses a file with another hash.
 * `scripts/snippet-hash.mjs` prints both for the version that the tests install.
 */
export const library = {
  url: 'https://cdn.jsdelivr.net/npm/@segment/analytics-next@1.84.3/dist/umd/index.js',
  integrity: 'sha384-euO2bwalDA43FJLo7j3jBo8WXZWBHHbQlEbYqbg/OxqMCmIzxnkwSPfdjKwyHDoU',
} as const;
