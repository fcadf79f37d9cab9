package dev.tributary.identity.http;

import dev.tributary.contracts.Ids;
import dev.tributary.identity.postgres.AuditTable;
import dev.tributary.identity.postgres.AuditTable.Read;
import dev.tributary.identity.postgres.AuditTable.Reading;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Tenant;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record that a person is shown personal data, before they are shown it: where that fails,
 * the answer does. Programs leave no trail, and neither does who sees nothing but masks.
 */
public final class ReadTrail {
  private static final String NOBODY = "";

  private final Tenant tenant;
  private final AuditTable audit;
  private final Ids ids;
  private final Clock clock;

  public ReadTrail(Tenant tenant, AuditTable audit, Ids ids, Clock clock) {
    this.tenant = tenant;
    this.audit = audit;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * @param operation as the API's document calls it
   */
  void shown(String operation, String profile) {
    add(operation, List.of(profile), null);
  }

  /**
   * @param profiles whose data is shown; none leaves no trail
   */
  void shown(String operation, Collection<String> profiles) {
    add(operation, profiles, null);
  }

  /**
   * @param profile null where it is more than one person's, or nobody's
   * @param part the trait, the event or the input
   */
  void shownPart(String operation, @Nullable String profile, @Nullable String part) {
    add(operation, List.of(profile == null ? NOBODY : profile), part);
  }

  private void add(String operation, Collection<String> profiles, @Nullable String part) {
    Caller caller = tenant.caller();
    if (profiles.isEmpty() || !caller.person() || !tenant.mayReadPersonalData()) {
      return;
    }
    audit.add(
        tenant.workspaceId(),
        new Read(caller.subject(), caller.name(), operation, part, clock.instant()),
        profiles.stream()
            .distinct()
            .sorted()
            .map(profile -> new Reading(ids.next(Ids.AUDIT_ENTRY), profile))
            .toList());
  }
}
