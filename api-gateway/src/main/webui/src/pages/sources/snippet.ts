import type { Sdk } from './sdks';
import type { Snippet } from './snippets/address';
import { android } from './snippets/android';
import { browser } from './snippets/browser';
import { curl } from './snippets/curl';
import { go } from './snippets/go';
import { ios } from './snippets/ios';
import { java } from './snippets/java';
import { node } from './snippets/node';
import { php } from './snippets/php';
import { python } from './snippets/python';
import { script } from './snippets/script';
import { tagManager } from './snippets/tagManager';

/** Stands for what is not known, so that it is seen. */
const WRITE_KEY = 'YOUR_WRITE_KEY';

const SNIPPETS: Record<Sdk, Snippet> = {
  node,
  browser,
  script,
  tagManager,
  ios,
  android,
  java,
  python,
  php,
  go,
  curl,
};

/**
 * Code that identifies a person, saves an answer about consent and sends one order, as
 * docs/reference/tracking-api.md and docs/reference/consent.md describe.
 *
 * @param collector the collector's address
 * @param writeKey null where it is not shown any more
 */
export function snippet(sdk: Sdk, collector: string, writeKey: string | null): string {
  const url = collector.replace(/\/+$/, '');
  return SNIPPETS[sdk]({
    url,
    host: url.replace(/^https?:\/\//, ''),
    protocol: url.startsWith('http://') ? 'http' : 'https',
    writeKey: writeKey ?? WRITE_KEY,
  });
}
