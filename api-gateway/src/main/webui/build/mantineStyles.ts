import { readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

const STYLES = new URL('../node_modules/@mantine/core/styles/', import.meta.url);
const LAYERED = '.layer.css';
const CLASS = /\bm_[\da-f]{6,8}\b/g;

/** Fails the build when a component of Mantine is used whose styles `src/theme/mantine.css` does not have. */
export function mantineStyles(): Plugin {
  return {
    name: 'mantine-styles',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.values(bundle);
      const used = classesOf(files.map((file) => (file.type === 'chunk' ? file.code : '')));
      const there = classesOf(
        files.map((file) =>
          file.type === 'asset' && file.fileName.endsWith('.css') ? String(file.source) : '',
        ),
      );
      const missing = readdirSync(fileURLToPath(STYLES))
        .filter((name) => name.endsWith(LAYERED))
        .filter((name) =>
          [...classesOf([readFileSync(new URL(name, STYLES), 'utf8')])].some(
            (each) => used.has(each) && !there.has(each),
          ),
        );
      if (missing.length > 0) {
        this.error(`src/theme/mantine.css does not have the styles of ${missing.join(', ')}`);
      }
    },
  };
}

function classesOf(texts: string[]): Set<string> {
  return new Set(texts.flatMap((text) => text.match(CLASS) ?? []));
}
