import { gzipSync } from 'node:zlib';
import type { Plugin } from 'vite';

/**
 * Fails the build when what a browser must load before it shows anything (the entry, what the entry
 * imports statically, and their styles) is larger than the limit after gzip.
 */
export function firstLoadLimit(limitInBytes: number): Plugin {
  return {
    name: 'first-load-limit',
    apply: 'build',
    generateBundle(_, bundle) {
      const entry = Object.values(bundle).find((file) => file.type === 'chunk' && file.isEntry);
      if (entry?.type !== 'chunk') {
        this.error('The build has no entry, so its first load cannot be measured');
      }
      const needed = new Set<string>();
      const visit = (name: string) => {
        const file = bundle[name];
        if (needed.has(name) || file?.type !== 'chunk') {
          return;
        }
        needed.add(name);
        file.imports.forEach(visit);
        for (const style of file.viteMetadata?.importedCss ?? []) {
          needed.add(style);
        }
      };
      visit(entry.fileName);
      const total = [...needed].reduce((sum, name) => {
        const file = bundle[name];
        return sum + (file ? gzipSync(file.type === 'chunk' ? file.code : file.source).length : 0);
      }, 0);
      const told = `The first load is ${Math.ceil(total / 1000)} kB after gzip`;
      if (total > limitInBytes) {
        this.error(`${told}; the limit is ${limitInBytes / 1000} kB: load a part of it later`);
      }
      this.info(told);
    },
  };
}
