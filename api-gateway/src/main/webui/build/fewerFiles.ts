import { build, type InlineConfig, type Rollup } from 'vite';
import { firstLoadsOf, HEADERS, laterImportsOf, sizesOf } from './firstLoads.ts';

/** What a second file costs beyond its headers, because it is compressed by itself. */
const COMPRESSED_ALONE = 100;

/** How much more a large load counts than a small one. */
const EMPHASIS = 48;

/** Chunks that become one file. */
interface Group {
  chunks: readonly string[];
  /** In bytes, without headers. */
  size: number;
  /** The first loads that have it, by their place. */
  loads: ReadonlySet<number>;
}

/**
 * Builds once to see what the pages share, and says in which file each shared module goes. By itself the
 * build makes a file for each set of pages that share something: many, and each costs its headers.
 *
 * @param base the name of the file of what the entry needs, which every page has
 */
export async function fewerFiles(application: InlineConfig, base: string) {
  const entry = { name: base, tags: ['$initial' as const], priority: 2 };
  const built = await build({
    ...application,
    configFile: false,
    logLevel: 'error',
    build: {
      ...application.build,
      write: false,
      rolldownOptions: {
        ...application.build?.rolldownOptions,
        output: { codeSplitting: { groups: [entry] } },
      },
    },
  });
  const files = filesFor(Object.fromEntries(outputOf(built).map((file) => [file.fileName, file])));
  return {
    groups: [
      entry,
      {
        name: (id: string) => files.get(id) ?? null,
        debugName: 'shared',
        priority: 1,
        includeDependenciesRecursively: false,
      },
    ],
  };
}

function outputOf(built: Awaited<ReturnType<typeof build>>) {
  const [first] = [built].flat();
  if (first === undefined || !('output' in first)) {
    throw new Error('The build gave no files');
  }
  return first.output;
}

/**
 * Which chunks of a bundle to join, so that the first loads, above all the large ones, are as small as
 * greedy steps make them: joining two saves the headers where both are loaded, and costs the size of the one where only the
 * other was. Pages, what they load later, and what every page has stay by themselves.
 *
 * @return the name of the file for each module that is in a shared chunk
 */
export function filesFor(bundle: Rollup.OutputBundle): Map<string, string> {
  const sizes = sizesOf(bundle);
  const loads = firstLoadsOf(bundle).map(({ files }) => new Set(files));
  const bytes = loads.map((files) =>
    [...files].reduce((sum, name) => sum + (sizes.get(name) ?? 0), 0),
  );
  let groups = Object.values(bundle).flatMap((file): Group[] => {
    const having = loads.flatMap((files, at) => (files.has(file.fileName) ? [at] : []));
    const shared = having.length > 0 && having.length < loads.length;
    return file.type === 'chunk' && !file.facadeModuleId && shared
      ? [
          {
            chunks: [file.fileName],
            size: (sizes.get(file.fileName) ?? HEADERS) - HEADERS,
            loads: new Set(having),
          },
        ]
      : [];
  });
  for (
    let pair = bestPair(bundle, groups, loads, weightsOf(bytes));
    pair !== undefined;
    pair = bestPair(bundle, groups, loads, weightsOf(bytes))
  ) {
    const [one, other] = pair;
    const both = joined(one, other);
    for (const at of both.loads) {
      bytes[at] = (bytes[at] ?? 0) - savedIn(at, one, other);
      for (const chunk of both.chunks) {
        loads[at]?.add(chunk);
      }
    }
    groups = [...groups.filter((group) => group !== one && group !== other), both];
  }
  return new Map(
    groups.flatMap(({ chunks }, at) =>
      modulesOf(bundle, chunks).map((id): [string, string] => [id, `shared-${at}`]),
    ),
  );
}

function joined(one: Group, other: Group): Group {
  return {
    chunks: [...one.chunks, ...other.chunks],
    size: one.size + other.size - COMPRESSED_ALONE,
    loads: new Set([...one.loads, ...other.loads]),
  };
}

/** The two groups that save most together; none, if no two save anything. */
function bestPair(
  bundle: Rollup.OutputBundle,
  groups: readonly Group[],
  loads: readonly ReadonlySet<string>[],
  weights: readonly number[],
): [Group, Group] | undefined {
  return groups
    .flatMap((one, at) =>
      groups.slice(at + 1).map((other) => ({ one, other, saved: savedBy(one, other, weights) })),
    )
    .filter(({ saved }) => saved > 0)
    .sort((a, b) => b.saved - a.saved)
    .map(({ one, other }): [Group, Group] => [one, other])
    .find(
      ([one, other]) =>
        !makesCycle(bundle, groups, one, other) &&
        isComplete(bundle, one, other, loads) &&
        isComplete(bundle, other, one, loads),
    );
}

function savedBy(one: Group, other: Group, weights: readonly number[]): number {
  return [...new Set([...one.loads, ...other.loads])].reduce(
    (sum, load) => sum + (weights[load] ?? 0) * savedIn(load, one, other),
    0,
  );
}

/** How many bytes a load that has one of two groups, or both, saves if they are joined; less than 0 if it gets larger. */
function savedIn(load: number, one: Group, other: Group): number {
  if (!one.loads.has(load)) {
    return COMPRESSED_ALONE - one.size;
  }
  return other.loads.has(load) ? HEADERS + COMPRESSED_ALONE : COMPRESSED_ALONE - other.size;
}

/** A large load counts more than a small one: the largest has the limit to keep. */
function weightsOf(bytes: readonly number[]): number[] {
  const largest = Math.max(...bytes);
  return bytes.map((each) => (each / largest) ** EMPHASIS);
}

/** Whether all loads that get a group by another one have already what the group imports, also later. */
function isComplete(
  bundle: Rollup.OutputBundle,
  group: Group,
  by: Group,
  loads: readonly ReadonlySet<string>[],
): boolean {
  const needed = group.chunks
    .flatMap((name) => {
      const file = bundle[name];
      return file?.type === 'chunk' ? [...file.imports, ...laterImportsOf(bundle, file)] : [];
    })
    .filter((name) => !group.chunks.includes(name) && !by.chunks.includes(name));
  return [...by.loads].every(
    (at) => group.loads.has(at) || needed.every((name) => loads[at]?.has(name)),
  );
}

/** Whether one needs the other by way of a third: joined, they and the third would need each other. */
function makesCycle(
  bundle: Rollup.OutputBundle,
  groups: readonly Group[],
  one: Group,
  other: Group,
): boolean {
  const together = new Set([...one.chunks, ...other.chunks]);
  const groupOf = new Map(groups.flatMap((group) => group.chunks.map((name) => [name, group])));
  const seen = new Set<string>();
  const waiting = importsOf(bundle, together).filter((name) => !together.has(name));
  for (let name = waiting.pop(); name !== undefined; name = waiting.pop()) {
    if (together.has(name)) {
      return true;
    }
    if (!seen.has(name)) {
      const all = groupOf.get(name)?.chunks ?? [name];
      for (const each of all) {
        seen.add(each);
      }
      waiting.push(...importsOf(bundle, all));
    }
  }
  return false;
}

function importsOf(bundle: Rollup.OutputBundle, names: Iterable<string>): string[] {
  return [...names].flatMap((name) => {
    const file = bundle[name];
    return file?.type === 'chunk' ? file.imports : [];
  });
}

function modulesOf(bundle: Rollup.OutputBundle, names: readonly string[]): string[] {
  return names.flatMap((name) => {
    const file = bundle[name];
    return file?.type === 'chunk' ? file.moduleIds : [];
  });
}
