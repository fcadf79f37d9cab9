package dev.tributary.identity.matching.duckdb;

import java.nio.file.Path;

/**
 * The resources that a piece of work may use.
 *
 * @param memoryMegabytes the engine's limit; about 100 MB more are used outside of it. Data that do
 *     not fit are spilled to the folder
 * @param threads of the engine
 * @param scratch the folder in which the work creates a folder of its own, and deletes it at the
 *     end
 * @param largestBlock the greatest size of a block of a rule; larger blocks are left out, because
 *     the number of pairs is quadratic, and a value that so many records share says little
 */
public record Bounds(int memoryMegabytes, int threads, Path scratch, int largestBlock) {
  private static final int LARGEST_BLOCK = 1_000;

  public Bounds(int memoryMegabytes, int threads, Path scratch) {
    this(memoryMegabytes, threads, scratch, LARGEST_BLOCK);
  }
}
