import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const SOURCE = /\/src\/.*\.tsx?$/;
/** A word in quotes that is a key or begins one; the second quote is absent where the key goes on. */
const QUOTED = /(['"`])([A-Za-z]+\.[\w.]*)(\1)?/g;
const LIST = /<ListPage\s+of="([A-Za-z]+)"/g;
const PLURAL = /_(zero|one|other)$/;

type File = { [key: string]: string | File };

/** The texts by their keys, each form of a plural by itself. */
export type Texts = Readonly<Record<string, string>>;

/** All texts of a folder. */
export function textsIn(folder: string): Texts {
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return Object.assign(
    {},
    ...files.map((file) => textsOf(JSON.parse(readFileSync(`${folder}/${file}`, 'utf8')))),
  );
}

/** The texts of one file. */
export function textsOf(file: File): Texts {
  return Object.fromEntries(
    Object.entries(file).flatMap(([key, value]) =>
      typeof value === 'string'
        ? [[key, value]]
        : Object.entries(textsOf(value)).map(([rest, text]) => [`${key}.${rest}`, text]),
    ),
  );
}

/**
 * The texts that a module names: those of a key that is written there; where only its beginning is
 * written, all that begin like this. A list of objects has the texts of their area.
 */
export function textsNamedIn(code: string, texts: Texts): Texts {
  const all = Object.keys(texts);
  const named = new Set(
    [...code.matchAll(QUOTED)].flatMap(([, , word = '', closed]) => {
      const whole = closed ? all.filter((key) => key.replace(PLURAL, '') === word) : [];
      return whole.length > 0 ? whole : all.filter((key) => key.startsWith(word));
    }),
  );
  for (const [, area] of code.matchAll(LIST)) {
    for (const key of all.filter((each) => each.startsWith(`${area}.`))) {
      named.add(key);
    }
  }
  return Object.fromEntries([...named].sort().map((key) => [key, texts[key] ?? '']));
}

/** Gives each module the texts that it names, so that a page waits for its own alone. */
export function textsOnUse(folder: string): Plugin {
  let texts = textsIn(folder);
  return {
    name: 'texts-on-use',
    enforce: 'pre',
    buildStart() {
      texts = textsIn(folder);
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
      const named = textsNamedIn(code, texts);
      if (Object.keys(named).length === 0) {
        return null;
      }
      // In front on the first line, so that the lines of the source stay the same.
      const added = `import { addTexts as addTextsOfModule } from '@/texts/i18n';addTextsOfModule(${JSON.stringify(named)});`;
      return { code: added + code, map: null };
    },
  };
}
