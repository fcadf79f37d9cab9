import type { Plugin, Rollup } from 'vite';
import { firstLoadsOf, sizesOf } from './firstLoads.ts';

/** What a browser loads for an address. */
interface Size {
  address: string;
  bytes: number;
}

/** Fails the build when what a browser must load before it shows a page is larger than the limit. */
export function firstLoadLimit(limitInBytes: number): Plugin {
  return {
    name: 'first-load-limit',
    apply: 'build',
    generateBundle: {
      // The document is there only then.
      order: 'post',
      handler(_, bundle) {
        const sizes = firstLoadSizes(bundle);
        const over = sizes.filter(({ bytes }) => bytes > limitInBytes);
        if (sizes.length === 0) {
          this.error('The build has no entry or no page, so the first load cannot be measured');
        }
        if (over.length > 0) {
          this.error(
            `The first load is ${told(over)}; the limit is ${limitInBytes / 1000} kB: load a part of it later`,
          );
        }
        this.info(`The first load after gzip, with headers, is ${told(sizes.slice(0, 5))}`);
      },
    },
  };
}

/** How large the first load of each address is, the largest first. */
export function firstLoadSizes(bundle: Rollup.OutputBundle): Size[] {
  const sizes = sizesOf(bundle);
  const document = [...sizes].find(([name]) => name.endsWith('.html'))?.[1] ?? 0;
  return firstLoadsOf(bundle)
    .map(({ address, files }) => ({
      address,
      bytes: [...files].reduce((sum, name) => sum + (sizes.get(name) ?? 0), document),
    }))
    .sort((one, other) => other.bytes - one.bytes);
}

function told(sizes: readonly Size[]): string {
  return sizes
    .map(({ address, bytes }) => `${Math.ceil(bytes / 1000)} kB for ${address}`)
    .join(', ');
}
