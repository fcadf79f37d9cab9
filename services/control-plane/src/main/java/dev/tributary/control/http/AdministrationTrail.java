package dev.tributary.control.http;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.audit.AdministrationQueries;
import dev.tributary.control.audit.AdministrationQueries.Filter;
import dev.tributary.control.http.AuditResource.EntryView;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.page.Page;
import dev.tributary.runtime.tenancy.MemberNames;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Answers the entries about administration in the audit trail. The answer masks what the reader may
 * not see. Thread-safe.
 */
@Singleton
class AdministrationTrail {
  private static final int EXPORTED_AT_ONCE = 500;

  private final Tenant tenant;
  private final AdministrationQueries entries;
  private final ReadTrail reads;
  private final Clock clock;

  AdministrationTrail(Tenant tenant, AdministrationQueries entries, ReadTrail reads, Clock clock) {
    this.tenant = tenant;
    this.entries = entries;
    this.reads = reads;
    this.clock = clock;
  }

  Page<EntryView> page(Filter filter, @Nullable String cursor, int limit) {
    List<AdministrationEntry> found = entries.list(tenant.workspaceId(), filter, cursor, limit + 1);
    if (found.stream().anyMatch(AdministrationView::showsPersonalData)) {
      reads.shownPart("listAudit", null, null);
    }
    return Page.of(found, limit, AdministrationEntry::id).map(entry -> view(entry, sees()));
  }

  /** All entries that match the filter. It reads one page at a time, so that memory is bounded. */
  Lines export(Filter filter) {
    reads.shownPart("exportAudit", null, null);
    return new Lines(
        entries, tenant.workspaceId(), filter, sees(), MemberNames.seenBy(tenant), clock);
  }

  private boolean sees() {
    return tenant.mayReadPersonalData();
  }

  private EntryView view(AdministrationEntry entry, boolean personalData) {
    MemberNames names = MemberNames.seenBy(tenant);
    return EntryView.of(
        entry, AdministrationView.of(entry, clock.instant(), personalData, names), names);
  }

  /**
   * An export in progress. It is not bound to a request, because the request is over when the last
   * line is written.
   */
  record Lines(
      AdministrationQueries entries,
      WorkspaceId workspace,
      Filter filter,
      boolean personalData,
      MemberNames names,
      Clock clock) {
    void write(OutputStream out) throws IOException {
      String after = null;
      List<AdministrationEntry> page;
      do {
        page = entries.list(workspace, filter, after, EXPORTED_AT_ONCE);
        for (AdministrationEntry entry : page) {
          AdministrationView view =
              AdministrationView.of(entry, clock.instant(), personalData, names);
          out.write(Json.write(EntryView.of(entry, view, names)));
          out.write('\n');
          after = entry.id();
        }
        out.flush();
      } while (page.size() == EXPORTED_AT_ONCE);
    }
  }
}
