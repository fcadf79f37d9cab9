package dev.tributary.destinations.pacing;

import java.time.Instant;
import java.util.List;

/**
 * One request may leave. A permit that is neither used nor given back expires: its time passes, and
 * its connection is free after 150 seconds.
 *
 * @param id unique
 * @param from when the request may leave
 * @param needs what it has taken; of counted budgets, this can be less than was asked for
 * @param connected whether it has a connection, which is free again when the requests have ended
 * @param grant the pace that has counted what it has taken
 */
public record Permit(
    String account,
    Flow flow,
    String id,
    Instant from,
    List<Need> needs,
    boolean connected,
    Decision.Grant grant) {

  /** A permit of no pace. */
  public Permit(
      String account, Flow flow, String id, Instant from, List<Need> needs, boolean connected) {
    this(account, flow, id, from, needs, connected, Decision.Grant.NONE);
  }

  /** The same permit after a part of its needs was given back. */
  public Permit of(List<Need> rest) {
    return new Permit(account, flow, id, from, rest, connected, grant);
  }
}
