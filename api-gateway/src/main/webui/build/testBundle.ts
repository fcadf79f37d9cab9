import type { Rollup } from 'vite';

/** A chunk of a bundle that a test makes. */
interface Chunk {
  entry?: boolean;
  /** Whether others import it later. */
  begins?: boolean;
  /** The module that others import later. */
  module?: string;
  imports?: string[];
  later?: string[];
  styles?: string[];
  code?: string;
}

/** A bundle of such chunks, each with one module of its own name. */
export function bundleOf(chunks: Record<string, Chunk>): Rollup.OutputBundle {
  return Object.fromEntries(
    Object.entries(chunks).map(([fileName, chunk]) => [
      fileName,
      {
        type: 'chunk',
        fileName,
        code: chunk.code ?? fileName,
        isEntry: chunk.entry ?? false,
        isDynamicEntry: chunk.begins ?? false,
        facadeModuleId: chunk.module ?? null,
        imports: chunk.imports ?? [],
        dynamicImports: chunk.later ?? [],
        moduleIds: [`module of ${fileName}`],
        viteMetadata: { importedCss: new Set(chunk.styles) },
      } as unknown as Rollup.OutputChunk,
    ]),
  );
}
