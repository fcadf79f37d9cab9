import { existsSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { FOLDERS, wrongImports } from './imports.ts';
import { SRC, sources } from './sources.ts';

const ALL = sources();

test('the web UI imports in one direction, without cycles', () => {
  expect(ALL.size).toBeGreaterThan(700);
  expect(wrongImports(ALL)).toEqual([]);
});

test('each folder of the order exists', () => {
  expect(FOLDERS.filter((folder) => !existsSync(`${SRC}/${folder}`))).toEqual([]);
});

test.each([
  ['components/Panel.tsx', '@/pages/home/HomePage', 'components does not import from pages'],
  ['components/Panel.tsx', '@/features/people/Seen', 'components does not import from features'],
  ['features/people/Seen.tsx', '../../app/shell/Rail', 'features does not import from app'],
  ['pages/home/HomePage.tsx', '@/app/shell/Rail', 'pages does not import from app'],
  ['api/request.ts', '@/workspace/here', 'api does not import from workspace'],
  ['workspace/here.ts', '@/components/Panel', 'workspace does not import from components'],
  ['components/Panel.tsx', '@/main', 'components does not import from main.tsx'],
  ['pages/home/a.ts', '../team/queries', 'the page home does not import from the page team'],
  ['pages/home/HomePage.tsx', '@/testing/api', 'only tests import from testing'],
  ['stores/store.ts', '@/api/request', 'stores has no place in the order of folders'],
])('%s with an import of %s is a finding', (file, imported, finding) => {
  const planted = new Map(ALL).set(file, `\nimport { x } from '${imported}';\n`);
  expect(wrongImports(planted).join('\n')).toContain(`src/${file}:2: ${finding}: `);
});

describe('an import that loads a file later, one of a type and one of a style', () => {
  test.each([
    "const Later = lazy(() => import('@/pages/home/HomePage'));",
    "import type { Props } from '@/pages/home/HomePage';",
    "import '@/pages/home/Home.module.css';",
    "export { HomePage } from '@/pages/home/HomePage';",
    "import {\n  HomePage,\n} from '@/pages/home/HomePage';",
  ])('%s has a direction too', (text) => {
    expect(wrongImports(new Map([['components/Panel.tsx', text]]))).toHaveLength(1);
  });
});

test.each([
  ['pages/home/HomePage.tsx', '@/features/people/Seen'],
  ['pages/home/HomePage.tsx', './WaitingItem'],
  ['pages/home/home.browser.test.tsx', '@/testing/api'],
  ['testing/open.tsx', '@/app/App'],
  ['main.tsx', './app/App'],
  ['features/identity/a.ts', '@/features/people/Seen'],
])('%s may import %s', (file, imported) => {
  expect(wrongImports(new Map([[file, `import '${imported}';`]]))).toEqual([]);
});

test('files that import each other are a finding, with the way around', () => {
  const cycle = new Map([
    ['components/a.ts', "import { b } from './b';"],
    ['components/b.tsx', "import type { C } from '@/components/c';"],
    ['components/c/index.ts', "import { a } from '../a';"],
  ]);
  expect(wrongImports(cycle)).toEqual([
    'a cycle of files: components/a.ts -> components/b.tsx -> components/c/index.ts -> components/a.ts',
  ]);
});

test('features that import each other are a finding, even if no files do', () => {
  const cycle = new Map([
    ['features/people/a.ts', "import '@/features/models/b';"],
    ['features/models/b.ts', ''],
    ['features/models/c.ts', "import '@/features/people/d';"],
    ['features/people/d.ts', ''],
  ]);
  expect(wrongImports(cycle)).toEqual([
    'a cycle of features: features/people -> features/models -> features/people',
  ]);
});
