package dev.tributary.destinations.pacing;

/**
 * Who asks for requests of an account.
 *
 * @param workspace the id of the workspace
 * @param consumer the id of the destination
 * @param backfill whether the records are backfilled; live records go first
 */
public record Flow(String workspace, String consumer, boolean backfill) {
  /** Live records get four requests of five while both wait. */
  private static final int LIVE_WEIGHT = 4;

  public int weight() {
    return backfill ? 1 : LIVE_WEIGHT;
  }

  /** Without spaces. The parts of a class begin with the same letter. */
  public String key() {
    return (backfill ? "b/" : "l/") + workspace + "/" + consumer;
  }
}
