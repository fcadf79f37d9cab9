import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const PREFIX = 'virtual:texts/';
const SOURCE = /\/src\/.*\.tsx?$/;
const KEY = /['"`]([A-Za-z]+)\.([A-Za-z]*)|\bof="([A-Za-z]+)"/g;
const PLURAL = /_(zero|one|other)$/;

type Texts = { [key: string]: string | Texts };

/** The texts that are loaded together: `area.part`, or `area` for the texts outside of its parts. */
export type Parts = ReadonlyMap<string, Texts>;

/** The parts of all texts of a folder. */
export function partsIn(folder: string): Parts {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return new Map(
    files.flatMap((file) => partsOf(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))),
  );
}

/** The parts of one file of texts, each with the objects around it. */
export function partsOf(file: Texts): [string, Texts][] {
  return Object.entries(file).flatMap(([area, texts]) => {
    const entries = Object.entries(texts);
    const rest = entries.filter(([, value]) => typeof value === 'string');
    return [
      ...entries
        .filter(([, value]) => typeof value !== 'string')
        .map(([part, value]): [string, Texts] => [
          `${area}.${part}`,
          { [area]: { [part]: value } },
        ]),
      ...(rest.length > 0 ? [[area, { [area]: Object.fromEntries(rest) }] as [string, Texts]] : []),
    ];
  });
}

/**
 * The parts that a module names: those of `t('area.part.key')` and `t('area.key')`; all of the area where
 * the rest of the key is not written there, as in a component that gets `of="area"`.
 */
export function partsNamedIn(code: string, parts: Parts): string[] {
  const named = [...code.matchAll(KEY)].flatMap(([, area = '', part = '', of]) => {
    if (of === undefined && parts.has(`${area}.${part}`)) {
      return [`${area}.${part}`];
    }
    if (of === undefined && part !== '' && holds(parts.get(area)?.[area], part)) {
      return [area];
    }
    const whole = of ?? area;
    return [...parts.keys()].filter((each) => each === whole || each.startsWith(`${whole}.`));
  });
  return [...new Set(named)].sort();
}

function holds(texts: string | Texts | undefined, key: string): boolean {
  return Object.keys(texts ?? {}).some((each) => each.replace(PLURAL, '') === key);
}

/** Loads texts with the first module that names one of them, so that a page waits for its own alone. */
export function textsOnUse(folder: string): Plugin {
  let parts = partsIn(folder);
  return {
    name: 'texts-on-use',
    enforce: 'pre',
    buildStart() {
      parts = partsIn(folder);
    },
    resolveId(id) {
      return id.startsWith(PREFIX) ? `\0${id}` : null;
    },
    load(id) {
      const texts = id.startsWith(`\0${PREFIX}`) && parts.get(id.slice(PREFIX.length + 1));
      return texts
        ? `import { addTexts } from '@/texts/i18n';\naddTexts(${JSON.stringify(texts)});\n`
        : null;
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
      const named = partsNamedIn(code, parts);
      if (named.length === 0) {
        return null;
      }
      // In front on the first line, so that the lines of the source stay the same.
      return { code: named.map((part) => `import '${PREFIX}${part}';`).join('') + code, map: null };
    },
  };
}
