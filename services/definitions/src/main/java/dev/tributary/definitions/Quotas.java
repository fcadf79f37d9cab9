package dev.tributary.definitions;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.Problem;
import java.lang.System.Logger.Level;
import java.util.Map;
import java.util.function.Consumer;

/**
 * How many objects of each kind a workspace may have, so that no workspace uses up resources that
 * all workspaces share. {@link DefinitionStore} checks it for every kind. Owners of other objects
 * check it themselves.
 *
 * @param most by kind
 * @param others for each kind that {@code most} does not name
 * @param nearly called with the kind when a creation takes a workspace to {@value #NEARLY_PERCENT}
 *     % of its limit or beyond, so that an operator can raise the limit in time
 */
public record Quotas(Map<String, Integer> most, int others, Consumer<String> nearly) {
  private static final System.Logger LOG = System.getLogger(Quotas.class.getName());
  private static final int NEARLY_PERCENT = 80;

  public static final ErrorCode REACHED =
      new ErrorCode(
          "quota-reached", ErrorCode.Kind.CONFLICT, "The workspace has as many as it may have");

  /** For a workspace's API clients, those that have expired too. */
  public static final String API_CLIENT = "api-client";

  /** For invitations of a workspace that nobody has accepted. */
  public static final String INVITATION = "invitation";

  /** For alert rules of single objects. */
  public static final String ALERT_RULE = "alert-rule";

  /** For changes that wait for a second person's approval. */
  public static final String CHANGE_REQUEST = "change-request";

  /** For active write keys of one source. */
  public static final String WRITE_KEY = "write-key";

  public Quotas {
    most = Map.copyOf(most);
  }

  /** Limits that tell nobody before they are reached. */
  public Quotas(Map<String, Integer> most, int others) {
    this(most, others, _ -> {});
  }

  public int most(String kind) {
    return most.getOrDefault(kind, others);
  }

  /**
   * Call this before one more object is created.
   *
   * @param existing number of existing objects
   * @throws Problem if there are already as many objects as allowed
   */
  public void requireRoom(WorkspaceId workspace, String kind, long existing) {
    requireRoom(
        kind,
        existing,
        "There are %d objects of the kind %s, and no more than %d may be. Delete what nobody needs"
            .formatted(existing, kind, most(kind)));
    warnNearLimit(workspace.value(), kind, existing + 1);
  }

  /**
   * As above, for a limit of an object within a workspace. Call {@link #warnNearLimit} after the
   * creation: the check may be repeated.
   *
   * @param refusal what the limit is, and what the user can do; without a full stop
   * @throws Problem if there are already as many objects as allowed
   */
  public void requireRoom(String kind, long existing, String refusal) {
    if (existing >= most(kind)) {
      throw REACHED.problem(
          "%s, or ask the operator of this installation for a higher limit (%s)"
              .formatted(refusal, setting(kind)));
    }
  }

  /**
   * Tells the operator if the present objects are {@value #NEARLY_PERCENT} % of the limit or more.
   *
   * @param owner the workspace that has the objects, or an object within it; for the log
   * @param present number of objects, with the created one
   */
  public void warnNearLimit(String owner, String kind, long present) {
    int limit = most(kind);
    if (present * 100 >= (long) limit * NEARLY_PERCENT) {
      nearly.accept(kind);
      LOG.log(
          Level.WARNING,
          "%s has %d objects of the kind %s of at most %d (%s)"
              .formatted(owner, present, kind, limit, setting(kind)));
    }
  }

  private String setting(String kind) {
    return "tributary.quota." + (most.containsKey(kind) ? kind : "other");
  }
}
