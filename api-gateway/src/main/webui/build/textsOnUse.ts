import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:texts/';
const SOURCE = /\/src\/.*\.tsx?$/;

/** The files of texts, without their ending, by the first part of the keys that they hold. */
export function filesByArea(folder: string): Map<string, string> {
  const files = new Map<string, string>();
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.json'))) {
    for (const area of Object.keys(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))) {
      files.set(area, file.replace('.json', ''));
    }
  }
  return files;
}

/** The files whose texts a module names: `t('area.key')`, or a component that gets `of="area"`. */
export function filesNamedIn(code: string, files: ReadonlyMap<string, string>): string[] {
  const areas = [...code.matchAll(/['"`]([A-Za-z]+)\.|\bof="([A-Za-z]+)"/g)];
  return [...new Set(areas.flatMap(([, key, prop]) => files.get(key ?? prop ?? '') ?? []))].sort();
}

/**
 * Loads the texts of an area with the first module that names one of its keys, so that a page waits for
 * its own texts alone.
 */
export function textsOnUse(folder: string): Plugin {
  const files = filesByArea(folder);
  return {
    name: 'texts-on-use',
    enforce: 'pre',
    resolveId(id) {
      return id.startsWith(PREFIX) ? `\0${id}` : null;
    },
    load(id) {
      if (!id.startsWith(`\0${PREFIX}`)) {
        return null;
      }
      const file = id.slice(PREFIX.length + 1);
      return `import { addTexts } from '@/texts/i18n';
import texts from '@/texts/en/${file}.json';
addTexts(texts);
`;
    },
    transform(code, id) {
      const path = id.split('?')[0] ?? id;
      if (
        !SOURCE.test(path) ||
        path.includes('/src/texts/') ||
        path.includes('/src/api/generated/')
      ) {
        return null;
      }
      const named = filesNamedIn(code, files);
      if (named.length === 0) {
        return null;
      }
      // In front on the first line, so that the lines of the source stay the same.
      return { code: named.map((file) => `import '${PREFIX}${file}';`).join('') + code, map: null };
    },
  };
}
