package dev.tributary.runtime.problem;

/** Compares the version that a client has read with the present one. */
public final class Versions {
  private Versions() {}

  /**
   * @param current the present version
   * @param expected the version that the client has read
   * @throws Problem 412 if they differ
   */
  public static void require(long current, long expected) {
    if (expected != current) {
      throw Problems.VERSION_MISMATCH.problem(
          "The version is %d, not %d; read it again".formatted(current, expected));
    }
  }
}
