package dev.tributary.control.http;

import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.audit.ProfileIds;
import dev.tributary.runtime.audit.ReadTrail;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.inject.Singleton;
import java.util.Collections;
import java.util.List;

/**
 * The profile that a filter names. A caller without the right to personal data who names an
 * identifier learns whether a profile has it. So the lookup is limited and put on record.
 * Thread-safe.
 */
@Singleton
class NamedProfiles {
  /** The operation in the audit trail, where a filter names an identifier. */
  private static final String LOOK_UP = "lookUpProfile";

  private final Tenant tenant;
  private final ProfileIds profiles;
  private final ReadTrail reads;

  NamedProfiles(Tenant tenant, ProfileIds profiles, ReadTrail reads) {
    this.tenant = tenant;
    this.profiles = profiles;
    this.reads = reads;
  }

  /**
   * The ids of the profile, merged ones included. Only the given name, if there is no such profile.
   *
   * @param named a profile id, or an identifier as {@code type:value}
   * @throws Problem 429 if the caller has named too many, 503 if identity resolution does not
   *     answer
   */
  List<ProfileId> ids(String named) {
    String guesser = tenant.mayReadPersonalData() ? null : tenant.caller().subject();
    ProfileIds.LookedUpIds known = profiles.of(tenant.workspaceId(), named, guesser);
    if (named.indexOf(':') >= 0) {
      reads.guessed(LOOK_UP, Collections.singletonList(known.found()));
    }
    return known.ids();
  }
}
