import { readdirSync, readFileSync } from 'node:fs';
import type { Plugin } from 'vite';

const BARREL = /\/src\/api\/generated\/operations\.ts$/;
const ONE = /^(.*\/src\/api\/generated\/operations\/[\w-]+\.ts)\?of=(\w+)$/;
/** An operation in the generated client begins with the function of its address. */
const BEGINNING = /^export const get\w+Url = /m;
const NAME = /^export const (\w+) = async /m;
const NAMES = /^export const (\w+) = /gm;
/** The parameters of the query, as the generated client writes them into the address. */
const QUERY =
  /const normalizedParams = new URLSearchParams\(\);\s+Object\.entries\(params \|\| \{\}\)\.forEach\(\(\[key, value\]\) => \{\s+if \(value !== undefined\) \{\s+normalizedParams\.append\(key, value === null \? 'null' : String\(value\)\)\s+\}\s+\}\);\s+const stringifiedParams = normalizedParams\.toString\(\);\s+return stringifiedParams\.length > 0 \? `([^`]*)\?\$\{stringifiedParams\}` : `\1`/g;

/** An operation of the generated client with the function of its address. */
export interface Operation {
  name: string;
  /** The names that its code exports. */
  exports: string[];
  code: string;
}

/**
 * The operations of a file of the generated client.
 *
 * @throws Error if the file has a form that is not known
 */
export function operationsIn(code: string): { head: string; operations: Operation[] } {
  const begins = [...code.matchAll(new RegExp(BEGINNING, 'gm'))].map(({ index }) => index);
  const operations = begins.map((begin, at): Operation => {
    const part = code.slice(begin, begins[at + 1]);
    const name = NAME.exec(part)?.[1];
    if (name === undefined) {
      throw new Error(`No operation in the generated client: ${part.slice(0, 200)}`);
    }
    return { name, exports: [...part.matchAll(NAMES)].map(([, each = '']) => each), code: part };
  });
  const head = code.slice(0, begins[0]);
  if (operations.length === 0 || head.includes('export ')) {
    throw new Error('The generated client has another form than before');
  }
  return { head, operations };
}

/** The code of one operation, with the query of its address written by one function for all. */
export function shortened(code: string): string {
  return code.replace(QUERY, (_, address: string) => `return withQuery(\`${address}\`, params)`);
}

/**
 * Makes each operation of the generated client a module: the build then loads with a page the operations that it
 * uses. The client itself has a file for each tag, so that tests and editors have few modules to read.
 */
export function operationsOnUse(): Plugin {
  const read = (file: string) => operationsIn(readFileSync(file, 'utf8'));
  return {
    name: 'operations-on-use',
    apply: 'build',
    enforce: 'pre',
    resolveId: (id) => (ONE.test(id) ? id : null),
    load(id) {
      if (BARREL.test(id)) {
        const folder = id.replace(/\.ts$/, '');
        return readdirSync(folder)
          .sort()
          .flatMap((file) =>
            read(`${folder}/${file}`).operations.map(
              ({ name, exports }) =>
                `export { ${exports.join(', ')} } from '${folder}/${file}?of=${name}';`,
            ),
          )
          .join('\n');
      }
      const [, file = '', name] = ONE.exec(id) ?? [];
      if (name === undefined) {
        return null;
      }
      const { head, operations } = read(file);
      const found = operations.find((each) => each.name === name);
      const query = "import { withQuery } from '../../withQuery.ts';\n";
      return { code: `${query}${head}${shortened(found?.code ?? '')}`, moduleType: 'ts' };
    },
  };
}
