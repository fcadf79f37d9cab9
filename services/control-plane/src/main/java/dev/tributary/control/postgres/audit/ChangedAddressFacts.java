package dev.tributary.control.postgres.audit;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.fact.WorkspaceFact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.definitions.postgres.Transactions;
import dev.tributary.runtime.fact.FactSource;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The addresses of destinations and warehouses that were changed in the last day, by the
 * administration log. The statement is SQL, because the entity is one of requests, which see one
 * workspace. Thread-safe.
 */
public final class ChangedAddressFacts implements FactSource {
  private static final Duration SHOWN = Duration.ofDays(1);

  /** Chooses by the text of an entry; a name or a value may contain the text, too. */
  private static final String CHANGED =
      """
      select entry from administration_entry
      where workspace in (
          select jsonb_array_elements_text(cast(cast(:workspaces as text) as jsonb)))
        and at > :from and outcome = 'done' and object_kind in ('destination', 'warehouse')
        and position(:field in entry) > 0
      order by workspace, id\
      """;

  private final Transactions worker;
  private final InstantSource clock;

  /**
   * @param worker of the role that sees all workspaces
   */
  public ChangedAddressFacts(Transactions worker, InstantSource clock) {
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
                    .createNativeQuery(CHANGED, String.class)
                    .setParameter("workspaces", ids)
                    .setParameter("from", clock.instant().minus(SHOWN))
                    .setParameter("field", FieldChange.ADDRESS_CHANGED.field())
                    .getResultList()))
        .stream()
        .map(entry -> Json.read(entry.getBytes(StandardCharsets.UTF_8), AdministrationEntry.class))
        .flatMap(entry -> fact(entry).stream())
        .toList();
  }

  private static Optional<WorkspaceFact> fact(AdministrationEntry entry) {
    String kind = entry.act().kind();
    String object = entry.act().object();
    if (kind == null || object == null || !entry.changes().contains(FieldChange.ADDRESS_CHANGED)) {
      return Optional.empty();
    }
    String name = entry.act().name();
    return Optional.of(
        new WorkspaceFact(
            entry.workspace(),
            new Fact.ChangedAddress(
                entry.id(), kind, object, name == null ? object : name, entry.at())));
  }
}
