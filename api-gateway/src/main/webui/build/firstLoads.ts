import { gzipSync } from 'node:zlib';
import type { Rollup } from 'vite';

/**
 * What the gateway puts before each file of the page, in bytes: the status, caching, type and length, the
 * headers of `SecurityHeaders` with HTTPS, and the id of the request, together 628 as HTTP/1.1 writes them.
 */
export const HEADERS = 630;
/** The document comes as it is, with a policy of its own in its headers. */
const HEADERS_OF_DOCUMENT = 1_000;

/** The module of a page, which the router imports when the page is opened. */
const PAGE = /[rR]oute\.tsx?$/;
/** What the address of a page opens in it: one of these at a time. */
const PART = /(Tab|HistoryDrawer|LineFields)\.tsx$/;
/** What a click loads, and what only lists of more than a hundred rows have. */
const LATER = /\/(Opened[A-Z]\w*|RowsInSight)\.tsx$/;

/** What a browser loads until an address is shown. */
export interface FirstLoad {
  /** The module of the page below `src`, and what the address opens in the page. */
  address: string;
  /** The names of the files. */
  files: ReadonlySet<string>;
}

/**
 * The first load of each page, and of each part that its address may open: the entry, the page, what both
 * import, also later (except other pages, other parts, and what users open), and their styles.
 */
export function firstLoadsOf(bundle: Rollup.OutputBundle): FirstLoad[] {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entry = chunks.find(({ isEntry }) => isEntry);
  if (entry === undefined) {
    return [];
  }
  return chunks.filter(isOf(PAGE)).flatMap((page) => {
    // The router of the entry names every page.
    const files = new Set<string>();
    visit(bundle, entry.fileName, files);
    return loadsWith(bundle, page, nameOf(page).replace(/^.*\/src\//, ''), files);
  });
}

/** The load that adds a chunk to others, and those with each of the parts that may be opened in it. */
function loadsWith(
  bundle: Rollup.OutputBundle,
  chunk: Rollup.OutputChunk,
  address: string,
  before: ReadonlySet<string>,
): FirstLoad[] {
  const files = new Set(before);
  const parts = new Set<Rollup.OutputChunk>();
  visit(bundle, chunk.fileName, files, parts);
  return [
    { address, files },
    ...[...parts].flatMap((part) =>
      loadsWith(bundle, part, `${address} with ${nameOf(part).replace(/^.*\//, '')}`, files),
    ),
  ];
}

/** What a chunk imports later in a first load, or in that of a part of the page: all but pages and what users open. */
export function laterImportsOf(bundle: Rollup.OutputBundle, chunk: Rollup.OutputChunk): string[] {
  return chunk.dynamicImports.filter((name) => {
    const later = bundle[name];
    return later?.type === 'chunk' && !isOf(PAGE)(later) && !isOf(LATER)(later);
  });
}

/** How many bytes each file of a bundle is after gzip, with headers. */
export function sizesOf(bundle: Rollup.OutputBundle): Map<string, number> {
  return new Map(
    Object.values(bundle).map((file) => [
      file.fileName,
      file.fileName.endsWith('.html')
        ? Buffer.byteLength(contentOf(file)) + HEADERS_OF_DOCUMENT
        : gzipSync(contentOf(file)).length + HEADERS,
    ]),
  );
}

/**
 * Adds a chunk with what it imports.
 *
 * @param parts takes the parts that are found, if what is imported later belongs to it, too
 */
function visit(
  bundle: Rollup.OutputBundle,
  name: string,
  files: Set<string>,
  parts?: Set<Rollup.OutputChunk>,
): void {
  const file = bundle[name];
  if (file?.type !== 'chunk' || files.has(name)) {
    return;
  }
  files.add(name);
  for (const style of file.viteMetadata?.importedCss ?? []) {
    files.add(style);
  }
  for (const imported of file.imports) {
    visit(bundle, imported, files, parts);
  }
  for (const imported of parts === undefined ? [] : laterImportsOf(bundle, file)) {
    const later = bundle[imported];
    if (later?.type === 'chunk' && isOf(PART)(later)) {
      parts?.add(later);
    } else {
      visit(bundle, imported, files, parts);
    }
  }
}

function isOf(kind: RegExp): (chunk: Rollup.OutputChunk) => boolean {
  return (chunk) => kind.test(nameOf(chunk));
}

function nameOf({ facadeModuleId }: Rollup.OutputChunk): string {
  return facadeModuleId ?? '';
}

function contentOf(file: Rollup.OutputChunk | Rollup.OutputAsset): string | Uint8Array {
  return file.type === 'chunk' ? file.code : file.source;
}
