import { readdirSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

/** Operations whose file a link saves, with the end of its address in the code. */
const BY_ADDRESS: Readonly<Record<string, string>> = {
  exportAudit: '/audit/export?',
  exportAudienceMembers: '/members/export',
};

/** Operations that are for programs only, each with the reason. */
const FOR_PROGRAMS: Readonly<Record<string, string>> = {
  readApiDocument: 'generators of clients read it',
  readTicker: 'an operator asks for it, with a token of the installation',
  resumeTicker: 'an operator calls it, with a token of the installation',
  listWorkspaces: 'the pages have the workspaces from readMe',
  listWorkspaceDeletions: 'operators keep the receipts; the page of a held workspace has its own',
  readAlertRule: 'the list of alert rules has everything',
  readChangeRequest: 'the list of change requests has everything',
  moveClock: 'only tests and demos move the business time',
  readConnector: 'the list of connectors has everything',
  readIdentityConfiguration: 'configuration as code; the pages change each part by itself',
  replaceIdentityConfiguration: 'configuration as code; the pages change each part by itself',
  readMatchingRun: 'the list of matching runs has everything',
  readRebuild: 'the list of rebuilds has everything',
  followRun: 'the pages follow the changes of the workspace, and read the run',
  listEventsOfProfile: 'the timeline of a person asks listEvents for the person',
};

interface Document {
  paths: Record<string, Record<string, { operationId?: string }>>;
}

function operations(): string[] {
  const text = readFileSync('../../../../docs/reference/openapi.json', 'utf8');
  const { paths } = JSON.parse(text) as Document;
  return Object.values(paths)
    .flatMap((path) => Object.values(path))
    .flatMap(({ operationId }) => operationId ?? []);
}

/** The code of the pages, without comments, tests and what is generated. */
function code(): string {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => !/\.test\.tsx?$|(^|\/)(generated|testing)\//.test(file))
    .map((file) => readFileSync(`src/${file}`, 'utf8'))
    .join('\n')
    .replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '');
}

const pages = code();

/**
 * A call or a reference, or the address of a stream, which has a function of its own. The name in
 * quotation marks alone only asks what a role may do.
 */
function isUsed(operation: string): boolean {
  const address = BY_ADDRESS[operation];
  if (address !== undefined) {
    return pages.includes(address);
  }
  const url = `get${operation.replace(/^./, (first) => first.toUpperCase())}Url`;
  return new RegExp(`(?<!['"\\w])(${operation}|${url})(?!['"\\w])`).test(pages);
}

it('the pages can do whatever the API can, except for what is for programs only', () => {
  const unused = operations().filter((each) => !isUsed(each));
  expect(unused.sort()).toEqual(Object.keys(FOR_PROGRAMS).sort());
});

it('knows what it looks for', () => {
  expect(operations()).toContain('createAudience');
  expect(isUsed('createAudience')).toBe(true);
  expect(isUsed('createAudienceOnTheMoon')).toBe(false);
});
