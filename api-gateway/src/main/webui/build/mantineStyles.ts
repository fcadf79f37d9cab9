import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin, Rollup } from 'vite';

const STYLES = new URL('../node_modules/@mantine/core/styles/', import.meta.url);
const LAYERED = '.layer.css';
const CLASS = /\bm_[\da-f]{6,8}\b/g;

/**
 * Fails the build when a component of Mantine is used before its styles are there: neither `src/theme/mantine.css`,
 * which the entry loads, nor what is loaded together with the component has them.
 */
export function mantineStyles(): Plugin {
  return {
    name: 'mantine-styles',
    apply: 'build',
    generateBundle(_, bundle) {
      const missing = unstyled(bundle);
      const names = readdirSync(fileURLToPath(STYLES))
        .filter((name) => name.endsWith(LAYERED))
        .filter((name) =>
          [...classesOf(readFileSync(new URL(name, STYLES), 'utf8'))].some((each) =>
            missing.has(each),
          ),
        );
      if (names.length > 0) {
        const chunks = [...new Set(missing.values())].join(', ');
        this.error(
          `src/theme/mantine.css does not have the styles of ${names.join(', ')}, and neither has what ${chunks} loads`,
        );
      }
    },
  };
}

/** The classes whose styles are not loaded with the code that uses them, each with a chunk that loads this code. */
export function unstyled(bundle: Rollup.OutputBundle): Map<string, string> {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entries = chunks.filter(({ isEntry }) => isEntry);
  const atFirst = entries.flatMap((entry) => loadedWith(bundle, entry));
  const missing = new Map<string, string>();
  for (const begun of chunks.filter(({ isEntry, isDynamicEntry }) => isEntry || isDynamicEntry)) {
    const loaded = loadedWith(bundle, begun);
    const there = new Set([...atFirst, ...loaded].flatMap((chunk) => stylesOf(bundle, chunk)));
    for (const used of loaded.flatMap(({ code }) => [...classesOf(code)])) {
      if (!there.has(used)) {
        missing.set(used, begun.fileName);
      }
    }
  }
  return missing;
}

/** A chunk with all that it imports at once. */
function loadedWith(
  bundle: Rollup.OutputBundle,
  chunk: Rollup.OutputChunk,
  found = new Set<Rollup.OutputChunk>(),
): Rollup.OutputChunk[] {
  if (!found.has(chunk)) {
    found.add(chunk);
    for (const name of chunk.imports) {
      const imported = bundle[name];
      if (imported?.type === 'chunk') {
        loadedWith(bundle, imported, found);
      }
    }
  }
  return [...found];
}

function stylesOf(bundle: Rollup.OutputBundle, { viteMetadata }: Rollup.OutputChunk): string[] {
  return [...(viteMetadata?.importedCss ?? [])].flatMap((name) => {
    const file = bundle[name];
    return file?.type === 'asset' ? [...classesOf(String(file.source))] : [];
  });
}

function classesOf(text: string): Set<string> {
  return new Set(text.match(CLASS));
}
