package dev.tributary.destinations.pacing;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;

/**
 * A sender that asks for requests of an account.
 *
 * @param backfill whether the records are backfilled; live records go first
 */
public record Flow(WorkspaceId workspace, DestinationId destination, boolean backfill) {
  /** Live records get four requests of five while both wait. */
  private static final int LIVE_WEIGHT = 4;

  /** The part of the requests that the flow gets, compared with other flows that wait. */
  public int weight() {
    return backfill ? 1 : LIVE_WEIGHT;
  }

  /** Flows with the same beginning share the part of live or of backfilled records. */
  public String sort() {
    return backfill ? "b/" : "l/";
  }

  /** Flows with the same beginning share the part of a workspace. */
  public String group() {
    return sort() + workspace.value() + "/";
  }

  public String key() {
    return group() + destination.value();
  }
}
