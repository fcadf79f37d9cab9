package dev.tributary.control.postgres.approval;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.fact.FactSource;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;

/**
 * How many change requests of a workspace wait for a decision. The statement is SQL, because the
 * entity is one of requests, which see one workspace. Thread-safe.
 */
public final class WaitingApprovalFacts implements FactSource {
  private static final String WAITING =
      """
      select workspace, count(*) from change_request
      where workspace in (
          select jsonb_array_elements_text(cast(cast(:workspaces as text) as jsonb)))
        and state = 'open' and expires_at > :now
      group by workspace\
      """;

  private final Transactions worker;
  private final InstantSource clock;

  /**
   * @param worker of the role that sees all workspaces
   */
  public WaitingApprovalFacts(Transactions worker, InstantSource clock) {
    this.worker = worker;
    this.clock = clock;
  }

  @Override
  public List<WorkspaceFact> facts(Set<WorkspaceId> workspaces) {
    String ids =
        new String(
            Json.write(workspaces.stream().map(WorkspaceId::value).toList()),
            StandardCharsets.UTF_8);
    return Transactions.await(
            worker.own(session ->
                session
                    .createNativeQuery(WAITING, Object[].class)
                    .setParameter("workspaces", ids)
                    .setParameter("now", clock.instant())
                    .getResultList()))
        .stream()
        .map(WaitingApprovalFacts::fact)
        .toList();
  }

  private static WorkspaceFact fact(Object[] row) {
    return new WorkspaceFact(
        new WorkspaceId((String) row[0]), new Fact.WaitingApprovals(((Number) row[1]).longValue()));
  }
}
