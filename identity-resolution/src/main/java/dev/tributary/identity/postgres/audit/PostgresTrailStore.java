package dev.tributary.identity.postgres.audit;

import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.identity.audit.TrailStore;
import dev.tributary.identity.postgres.store.Jdbc;
import java.sql.Connection;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@link TrailStore} over PostgreSQL. */
public final class PostgresTrailStore implements TrailStore {
  private final Connection tx;
  private final AuditEntries reads;

  public PostgresTrailStore(Connection tx, AuditEntries reads) {
    this.tx = tx;
    this.reads = reads;
  }

  @Override
  public void addReads(Map<MessageId, PersonalDataRead> added) {
    Jdbc.update(() -> {
      Map<MessageId, PersonalDataRead> fresh = new LinkedHashMap<>(added);
      fresh.keySet().retainAll(CountedReads.note(tx, List.copyOf(added.keySet())));
      reads.add(tx, fresh.values());
    });
  }

  @Override
  public void addActions(Collection<AdministrationEntry> entries) {
    Jdbc.update(() -> AdministrationEntries.add(tx, entries));
  }
}
