package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.runtime.http.Problem;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Tenant;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record that a person is shown personal data, before they are shown it: where that fails,
 * the answer does. Programs leave no trail, and neither does who may not read personal data.
 * Whether an answer shows any is for whoever makes it to say: one with nothing but masks shows
 * none. Thread-safe.
 */
public final class ReadTrail {
  private final Tenant tenant;
  private final ReadLog log;
  private final Clock clock;

  public ReadTrail(Tenant tenant, ReadLog log, Clock clock) {
    this.tenant = tenant;
    this.log = log;
    this.clock = clock;
  }

  /**
   * @param operation as the API's document calls it
   * @throws Problem 503 if it cannot be put on record
   */
  public void shown(String operation, String profile) {
    shown(operation, List.of(profile));
  }

  /**
   * @param operation as the API's document calls it
   * @param profiles whose data are shown; null among them where some are more than one person's, or
   *     nobody's; none leaves no trail
   * @throws Problem 503 if it cannot be put on record
   */
  public void shown(String operation, Collection<? extends @Nullable String> profiles) {
    Set<String> known = new TreeSet<>();
    boolean others = false;
    for (String profile : profiles) {
      if (profile == null) {
        others = true;
      } else {
        known.add(profile);
      }
    }
    if (!known.isEmpty()) {
      add(operation, List.copyOf(known), null);
    }
    if (others) {
      add(operation, List.of(), null);
    }
  }

  /**
   * @param operation as the API's document calls it
   * @param profile null where it is more than one person's, or nobody's
   * @param part the trait, the event, the delivery or the like
   * @throws Problem 503 if it cannot be put on record
   */
  public void shownPart(String operation, @Nullable String profile, @Nullable String part) {
    add(operation, profile == null ? List.of() : List.of(profile), part);
  }

  private void add(String operation, List<String> profiles, @Nullable String part) {
    Caller caller = tenant.caller();
    if (caller.person() && tenant.mayReadPersonalData()) {
      log.add(
          new PersonalDataRead(
              tenant.workspaceId(),
              caller.subject(),
              caller.name(),
              operation,
              profiles,
              part,
              clock.instant()));
    }
  }
}
