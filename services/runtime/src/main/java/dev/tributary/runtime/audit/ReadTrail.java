package dev.tributary.runtime.audit;

import dev.tributary.contracts.audit.PersonalDataRead;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Tenant;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Records that a caller reads personal data, before the answer is sent. If the record fails, the
 * answer fails. A user who reads leaves an entry for each profile. {@link ProgramReads} counts the
 * reads of programs, except for sensitive values. Callers without the right to personal data get
 * masks and leave no entry, except if they name identifiers.
 *
 * <p>The code that makes the answer decides whether it contains personal data. An answer with masks
 * alone contains none. Thread-safe.
 */
public final class ReadTrail {
  private final Tenant tenant;
  private final ReadLog log;
  private final ProgramReads programs;
  private final Clock clock;

  public ReadTrail(Tenant tenant, ReadLog log, ProgramReads programs, Clock clock) {
    this.tenant = tenant;
    this.log = log;
    this.programs = programs;
    this.clock = clock;
  }

  /**
   * @param operation its name in the API's document
   * @throws Problem 503 if the read cannot be recorded
   */
  public void shown(String operation, ProfileId profile) {
    shown(operation, List.of(profile));
  }

  /**
   * @param operation its name in the API's document
   * @param profiles the profiles whose data are returned, with null for data of several profiles or
   *     of none; an empty collection leaves no entry
   * @throws Problem 503 if the read cannot be recorded
   */
  public void shown(String operation, Collection<? extends @Nullable ProfileId> profiles) {
    ShownProfiles shownProfiles = ShownProfiles.of(profiles);
    if (!shownProfiles.known().isEmpty()) {
      shown(operation, shownProfiles.known(), null);
    }
    if (shownProfiles.unknown() > 0) {
      shown(operation, List.of(), null);
    }
  }

  /**
   * @param operation its name in the API's document
   * @param profile null for data of several profiles or of none
   * @param part the trait, the event, the delivery or another part
   * @throws Problem 503 if the read cannot be recorded
   */
  public void shownPart(String operation, @Nullable ProfileId profile, @Nullable String part) {
    shown(operation, profile == null ? List.of() : List.of(profile), part);
  }

  /**
   * As {@link #shownPart}, for a part that may be a sensitive value: a program also gets an entry
   * of its own.
   *
   * @throws Problem 503 if the read cannot be recorded
   */
  public void revealed(String operation, ProfileId profile, String part) {
    if (tenant.mayReadPersonalData()) {
      add(operation, List.of(profile), part, 1);
    }
  }

  /**
   * Records that a caller without the right to personal data names identifiers, and learns which
   * profile each belongs to. Callers with the right leave no entry by this.
   *
   * @param profiles null for each identifier without a profile
   */
  public void guessed(String operation, Collection<? extends @Nullable ProfileId> profiles) {
    if (tenant.mayReadPersonalData()) {
      return;
    }
    ShownProfiles shownProfiles = ShownProfiles.of(profiles);
    if (!shownProfiles.known().isEmpty()) {
      add(operation, shownProfiles.known(), null, 1);
    }
    if (shownProfiles.unknown() > 0) {
      add(operation, List.of(), null, shownProfiles.unknown());
    }
  }

  /**
   * The profiles of an answer.
   *
   * @param known each profile once
   * @param unknown number of data of several profiles, or of none
   */
  private record ShownProfiles(List<ProfileId> known, int unknown) {
    static ShownProfiles of(Collection<? extends @Nullable ProfileId> profiles) {
      Set<ProfileId> known = new TreeSet<>();
      int unknown = 0;
      for (ProfileId profile : profiles) {
        if (profile == null) {
          unknown++;
        } else {
          known.add(profile);
        }
      }
      return new ShownProfiles(List.copyOf(known), unknown);
    }
  }

  private void shown(String operation, List<ProfileId> profiles, @Nullable String part) {
    Caller caller = tenant.caller();
    if (!tenant.mayReadPersonalData()) {
      return;
    }
    if (caller.person()) {
      add(operation, profiles, part, 1);
    } else {
      programs.add(tenant.workspaceId(), caller, operation, Math.max(1, profiles.size()));
    }
  }

  private void add(String operation, List<ProfileId> profiles, @Nullable String part, int reads) {
    Caller caller = tenant.caller();
    log.add(
        new PersonalDataRead(
            tenant.workspaceId(),
            caller.subject(),
            caller.name(),
            operation,
            profiles,
            part,
            clock.instant(),
            reads));
  }
}
