package dev.tributary.identity.http;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Tenant;
import java.time.Clock;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Bounds and records the identifier values that callers without the right to personal data name. A
 * resource whose answer depends on whether a person has a value calls {@link #allow} before it
 * looks, and {@link #answered} before it answers. Both have no effect for callers with the right.
 * Thread-safe.
 */
public final class IdentifierGuesses {
  /** The sentence of the API's document about each resource that gets an identifier value. */
  public static final String ALLOWANCE =
      "Without the right personal-data:read, a caller may name at most 1,000 identifiers per"
          + " hour, in lookups, searches, explanations, unmerges, labelled pairs, paths and"
          + " filters together; 429 `rate-limited` above this limit. The audit trail records"
          + " what such a caller looks up.";

  private final Tenant tenant;
  private final ReadTrail trail;
  private final LookupAllowance allowance;

  public IdentifierGuesses(Tenant tenant, ReadTrail trail, Clock clock) {
    this.tenant = tenant;
    this.trail = trail;
    this.allowance = new LookupAllowance(clock);
  }

  /**
   * @throws Problem 429 if the caller has named too many within the hour
   */
  public void allow(int values) {
    if (values > 0 && !tenant.mayReadPersonalData()) {
      allowance.take(
          new LookupAllowance.CallerOfWorkspace(tenant.workspaceId(), tenant.caller().subject()),
          values);
    }
  }

  /**
   * As the other method, for a caller of another service who names one identifier there.
   *
   * @param subject of a caller without the right
   */
  void allow(WorkspaceId workspace, String subject) {
    allowance.take(new LookupAllowance.CallerOfWorkspace(workspace, subject), 1);
  }

  /**
   * @throws Problem 422 if the caller may not look up that many in one request
   */
  public void requireFew(int values) {
    if (!tenant.mayReadPersonalData()) {
      LookupAllowance.requireFew(values);
    }
  }

  /**
   * Records in the audit trail what the caller learns.
   *
   * @param operation the operation id, as in the API's document
   * @param profiles the person that each value leads to; null for a value without a person
   * @throws Problem 503 if it cannot be recorded
   */
  public void answered(String operation, Collection<? extends @Nullable ProfileId> profiles) {
    trail.guessed(operation, profiles);
  }
}
