package dev.tributary.runtime.audit;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Ids;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.runtime.definitions.Outbox;
import dev.tributary.runtime.postgres.Witness;
import io.quarkus.arc.Arc;
import io.quarkus.arc.ArcContainer;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * Writes the entry of a change in the change's transaction: of the first one of a request that
 * writes anything, and of every one that changes an object. Where the entry cannot be written, the
 * change is not committed. Thread-safe.
 */
public final class AdministrationWitness implements Witness {
  private static final String WRITES = "select pg_current_xact_id_if_assigned() is not null";

  private final Administration administration;
  private final Ids ids;
  private final Clock clock;

  /**
   * @param administration of the current request, whichever that is
   */
  public AdministrationWitness(Administration administration, Ids ids, Clock clock) {
    this.administration = administration;
    this.ids = ids;
    this.clock = clock;
  }

  @Override
  public void begun() {
    if (deed() != null) {
      administration.transactionBegun();
    }
  }

  @Override
  public void changed(Changed changed) {
    if (deed() != null) {
      administration.changed(changed);
    }
  }

  @Override
  public void beforeCommit(Handle tx, String workspace) {
    Deed deed = deed();
    if (deed == null || deed.how() != RecordedRoutes.How.TRANSACTION) {
      return;
    }
    List<Changed> changes = administration.changes();
    boolean due =
        !changes.isEmpty()
            || (!administration.recorded() && tx.createQuery(WRITES).mapTo(Boolean.class).one());
    if (due) {
      Outbox.add(
          tx,
          deed.entry(
              administration.recorded() ? ids.next(Ids.AUDIT_ENTRY) : deed.id(),
              workspace,
              clock.instant(),
              act(deed.act(), changes),
              new Result(Outcome.DONE, null, 1),
              fields(changes)));
      administration.written();
    }
  }

  @Override
  public void committed() {
    if (deed() != null) {
      administration.committed();
    }
  }

  private @Nullable Deed deed() {
    ArcContainer container = Arc.container();
    return container != null && container.requestContext().isActive()
        ? administration.deed()
        : null;
  }

  private static Act act(Act asked, List<Changed> changes) {
    if (changes.size() != 1) {
      return asked;
    }
    Changed only = changes.getFirst();
    return new Act(asked.operation(), only.kind(), only.id(), only.name());
  }

  /** Of several objects, each field is named with its object. */
  private List<FieldChange> fields(List<Changed> changes) {
    List<FieldChange> fields = new ArrayList<>(administration.details());
    for (Changed changed : changes) {
      String prefix = changes.size() == 1 ? "" : "/" + changed.kind() + "/" + changed.name();
      fields.addAll(Differences.between(prefix, tree(changed.before()), tree(changed.after())));
    }
    return fields;
  }

  private static @Nullable JsonNode tree(@Nullable Object value) {
    return value == null ? null : Json.MAPPER.valueToTree(value);
  }
}
