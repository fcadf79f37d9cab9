import { gzipSync } from 'node:zlib';
import type { Plugin, Rollup } from 'vite';

/** What HTTP adds to each file: the header of its request and of its answer, in bytes. */
const HEADERS = 700;
/** The file of a page, which the router imports when the page is opened. */
const ROUTE = /[rR]oute\.tsx?$/;

/** What a browser loads until one page is shown. */
export interface FirstLoad {
  /** The module of the page, below `src`. */
  route: string;
  bytes: number;
}

/**
 * Fails the build when what a browser must load before it shows a page is larger than the limit, after
 * gzip and with headers: the entry, the page, what both import, also later (except other pages), and
 * their styles.
 */
export function firstLoadLimit(limitInBytes: number): Plugin {
  return {
    name: 'first-load-limit',
    apply: 'build',
    generateBundle(_, bundle) {
      const loads = firstLoads(bundle);
      const largest = loads[0];
      if (largest === undefined) {
        this.error('The build has no entry or no page, so the first load cannot be measured');
      }
      const told = loads
        .slice(0, 5)
        .map(({ route, bytes }) => `${Math.ceil(bytes / 1000)} kB for ${route}`)
        .join(', ');
      if (largest.bytes > limitInBytes) {
        this.error(
          `The first load is ${told}; the limit is ${limitInBytes / 1000} kB: load a part of it later`,
        );
      }
      this.info(`The first load after gzip, with headers, is ${told}`);
    },
  };
}

/** The first load of each page, the largest first. */
export function firstLoads(bundle: Rollup.OutputBundle): FirstLoad[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry);
  const pages = chunks.filter(({ facadeModuleId }) => ROUTE.test(facadeModuleId ?? ''));
  if (entry === undefined) {
    return [];
  }
  const sizes = new Map(Object.values(bundle).map((file) => [file.fileName, sizeOf(file)]));
  return pages
    .map((page) => ({
      route: (page.facadeModuleId ?? '').replace(/^.*\/src\//, ''),
      bytes: [...needed(bundle, entry.fileName, page.fileName)].reduce(
        (sum, name) => sum + (sizes.get(name) ?? 0),
        0,
      ),
    }))
    .sort((one, other) => other.bytes - one.bytes);
}

function sizeOf(file: Rollup.OutputChunk | Rollup.OutputAsset): number {
  return gzipSync(file.type === 'chunk' ? file.code : file.source).length + HEADERS;
}

function needed(bundle: Rollup.OutputBundle, entry: string, page: string): Set<string> {
  const names = new Set<string>();
  const visit = (name: string, later: boolean) => {
    const file = bundle[name];
    if (names.has(name) || file?.type !== 'chunk') {
      return;
    }
    names.add(name);
    for (const style of file.viteMetadata?.importedCss ?? []) {
      names.add(style);
    }
    for (const imported of file.imports) {
      visit(imported, later);
    }
    for (const imported of later ? file.dynamicImports : []) {
      visit(imported, true);
    }
  };
  // The router of the entry names every page.
  visit(entry, false);
  visit(page, true);
  return names;
}
