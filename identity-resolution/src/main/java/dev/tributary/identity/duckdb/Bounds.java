package dev.tributary.identity.duckdb;

import java.nio.file.Path;

/**
 * What a piece of work may use.
 *
 * @param memoryMegabytes the engine's limit; about 100 MB more are used outside of it. What does
 *     not fit goes to the folder
 * @param threads of the engine
 * @param scratch where a folder for the work is made, and removed at its end
 * @param largestBlock of a rule's blocks, larger ones are left out: their pairs grow with the
 *     square, and a value that so many share tells little
 */
public record Bounds(int memoryMegabytes, int threads, Path scratch, int largestBlock) {
  private static final int LARGEST_BLOCK = 1_000;

  public Bounds(int memoryMegabytes, int threads, Path scratch) {
    this(memoryMegabytes, threads, scratch, LARGEST_BLOCK);
  }
}
