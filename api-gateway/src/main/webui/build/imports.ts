import { dirname, join } from 'node:path/posix';

/** The folders of `src` from the lowest to the highest: a file imports from its own folder and from lower ones. */
export const FOLDERS = [
  'session',
  'theme',
  'texts',
  'api',
  'workspace',
  'components',
  'features',
  'pages',
  'app',
];

/** What only tests import. It opens the whole application, so it imports from everywhere. */
const TESTING = 'testing';

/** Source files by their path below `src`, with their text. */
export type Sources = ReadonlyMap<string, string>;

interface Import {
  from: string;
  line: number;
  to: string;
}

const IMPORT = /\b(?:from|import)\s*\(?\s*['"](@\/|\.\.?\/)([^'"]+)['"]/g;
const TEST = /\.test\.tsx?$/;

/** The imports that go in a wrong direction or in a cycle; imports of types count too. */
export function wrongImports(sources: Sources): string[] {
  const imports = [...sources].flatMap(([file, text]) => importsOf(file, text, sources));
  return [
    ...imports.flatMap((each) => {
      const wrong = wrongDirection(each);
      return wrong === null ? [] : [`src/${each.from}:${each.line}: ${wrong}: ${each.to}`];
    }),
    ...cycles(imports).map((cycle) => `a cycle of files: ${cycle.join(' -> ')}`),
    ...cycles(imports.flatMap(betweenFeatures)).map(
      (cycle) => `a cycle of features: ${cycle.join(' -> ')}`,
    ),
  ];
}

function importsOf(file: string, text: string, sources: Sources): Import[] {
  return [...text.matchAll(IMPORT)].map(({ index, 1: start, 2: rest = '' }) => {
    const path = start === '@/' ? rest : join(dirname(file), `${start}${rest}`);
    const found = [path, `${path}.ts`, `${path}.tsx`, `${path}/index.ts`].find((each) =>
      sources.has(each),
    );
    return { from: file, line: text.slice(0, index).split('\n').length, to: found ?? path };
  });
}

function wrongDirection({ from, to }: Import): string | null {
  const [own = '', ownPage] = from.split('/');
  const [other = '', otherPage] = to.split('/');
  if (other === TESTING) {
    return own === TESTING || TEST.test(from) ? null : 'only tests import from testing';
  }
  // What is directly in `src` begins the application.
  if (own === TESTING || !from.includes('/')) {
    return null;
  }
  if (!FOLDERS.includes(own)) {
    return `${own} has no place in the order of folders`;
  }
  if (!FOLDERS.includes(other) || FOLDERS.indexOf(other) > FOLDERS.indexOf(own)) {
    return `${own} does not import from ${other}`;
  }
  return own === 'pages' && other === own && ownPage !== otherPage
    ? `the page ${ownPage} does not import from the page ${otherPage}`
    : null;
}

/** The import as one between features; none if it is not. */
function betweenFeatures({ from, to, line }: Import): Import[] {
  const [own = '', other = ''] = [from, to].map((file) => file.split('/').slice(0, 2).join('/'));
  const both = own.startsWith('features/') && other.startsWith('features/');
  return both && own !== other ? [{ from: own, to: other, line }] : [];
}

/** Each cycle that a walk along the imports comes upon, its first file again at its end. */
function cycles(imports: readonly Import[]): string[][] {
  const next = new Map<string, Set<string>>();
  for (const { from, to } of imports) {
    next.set(from, (next.get(from) ?? new Set()).add(to));
  }
  const done = new Set<string>();
  const found: string[][] = [];
  const visit = (file: string, path: readonly string[]) => {
    const begin = path.indexOf(file);
    if (begin >= 0) {
      found.push([...path.slice(begin), file]);
    } else if (!done.has(file)) {
      for (const each of next.get(file) ?? []) {
        visit(each, [...path, file]);
      }
      done.add(file);
    }
  };
  for (const file of next.keys()) {
    visit(file, []);
  }
  return found;
}
