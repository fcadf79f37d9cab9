package dev.tributary.control.http.member;

import dev.tributary.runtime.tenancy.PersonalDataPolicy;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Matter;
import dev.tributary.runtime.tenancy.PersonalDataPolicy.Seeing;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.inject.Singleton;

/**
 * Checks who may give the right to personal data: users with the right, and the installation's
 * admins, who create the first member of a workspace. Thread-safe.
 */
@Singleton
public class PersonalDataGrants {
  private final PersonalDataPolicy policy;

  public PersonalDataGrants(PersonalDataPolicy policy) {
    this.policy = policy;
  }

  /**
   * @param to the user who would get it
   * @throws dev.tributary.runtime.problem.Problem unless the caller may
   */
  void require(Tenant tenant, String to) {
    policy.require(
        tenant,
        Matter.UNMASK,
        to,
        Seeing.where(tenant.mayReadPersonalData() || tenant.caller().installationAdmin()));
  }
}
