/** Where the code of a source sends its events. */
export interface Address {
  /** The collector's address, without a slash at its end. */
  url: string;
  /** The same without its protocol: some SDKs ask for each of them. */
  host: string;
  protocol: 'http' | 'https';
  writeKey: string;
}

export type Snippet = (to: Address) => string;
