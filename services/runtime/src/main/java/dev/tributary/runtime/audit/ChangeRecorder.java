package dev.tributary.runtime.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.definition.AuditedChange;
import dev.tributary.runtime.definition.Author;
import dev.tributary.runtime.definition.NamedObject;
import dev.tributary.runtime.outbox.Outbox;
import dev.tributary.runtime.postgres.TransactionListener;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entry of a change in the change's transaction: for the first transaction of a request
 * that writes anything, and for each transaction that changes an object. If the entry cannot be
 * written, the change is not committed. Thread-safe.
 */
public final class ChangeRecorder implements TransactionListener {
  /** Whether the transaction has written anything. */
  public static final String WRITES = "select pg_current_xact_id_if_assigned() is not null";

  private final Administration administration;
  private final Ids ids;
  private final Clock clock;

  /**
   * @param administration a proxy of the current request's object
   */
  public ChangeRecorder(Administration administration, Ids ids, Clock clock) {
    this.administration = administration;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void begun() {
    if (requestedChange() != null) {
      administration.transactionBegun();
    }
  }

  @Override
  public void changed(AuditedChange changed) {
    if (requestedChange() != null) {
      administration.changed(changed);
    }
  }

  @Override
  public void found(NamedObject found) {
    if (requestedChange() != null) {
      administration.found(found);
    }
  }

  @Override
  public @Nullable Author author() {
    RequestedChange requestedChange = requestedChange();
    return requestedChange == null
        ? null
        : new Author(requestedChange.actor().id(), requestedChange.actor().name());
  }

  @Override
  public void beforeCommit(Handle tx, WorkspaceId workspace) {
    entry(workspace, () -> tx.createQuery(WRITES).mapTo(Boolean.class).one())
        .ifPresent(entry -> Outbox.add(tx, entry));
  }

  @Override
  public Optional<AdministrationEntry> entry(WorkspaceId workspace, BooleanSupplier writes) {
    RequestedChange requestedChange = requestedChange();
    if (requestedChange == null || requestedChange.how() != RecordedRoutes.Recording.TRANSACTION) {
      return Optional.empty();
    }
    List<AuditedChange> changes = administration.changes();
    if (changes.isEmpty() && (administration.recorded() || !writes.getAsBoolean())) {
      return Optional.empty();
    }
    AdministrationEntry entry =
        requestedChange.entry(
            administration.recorded() ? ids.next(Ids.AUDIT_ENTRY) : requestedChange.id(),
            workspace,
            clock.instant(),
            act(requestedChange.act(), changes),
            new Result(Outcome.DONE, null, 1),
            fields(changes));
    administration.written();
    return Optional.of(entry);
  }

  @Override
  public void committed() {
    if (requestedChange() != null) {
      administration.committed();
    }
  }

  private @Nullable RequestedChange requestedChange() {
    ArcContainer container = Arc.container();
    return container != null && container.requestContext().isActive()
        ? administration.requestedChange()
        : null;
  }

  private static Act act(Act asked, List<AuditedChange> changes) {
    if (changes.size() != 1) {
      return asked;
    }
    AuditedChange only = changes.getFirst();
    return new Act(asked.operation(), only.kind(), only.id(), only.name());
  }

  /** If there are several objects, the name of each field contains its object. */
  private List<FieldChange> fields(List<AuditedChange> changes) {
    List<FieldChange> fields = new ArrayList<>(administration.details());
    for (AuditedChange changed : changes) {
      String prefix = changes.size() == 1 ? "" : "/" + changed.kind() + "/" + changed.name();
      fields.addAll(
          Differences.between(
              prefix, tree(changed.before()), tree(changed.after()), changed.secrets()));
    }
    return fields;
  }

  private static @Nullable JsonNode tree(@Nullable Object value) {
    return value == null ? null : Json.MAPPER.valueToTree(value);
  }
}
