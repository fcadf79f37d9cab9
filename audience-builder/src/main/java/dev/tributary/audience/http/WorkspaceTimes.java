package dev.tributary.audience.http;

import dev.tributary.audience.postgres.PeopleSnapshot;
import dev.tributary.runtime.tenancy.Tenant;
import dev.tributary.runtime.tenancy.WorkspaceDirectory;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.Optional;

/** Times of the request's workspace. */
@ApplicationScoped
public class WorkspaceTimes {
  private final PeopleSnapshot people;
  private final WorkspaceDirectory workspaces;
  private final Tenant tenant;

  public WorkspaceTimes(PeopleSnapshot people, WorkspaceDirectory workspaces, Tenant tenant) {
    this.people = people;
    this.workspaces = workspaces;
    this.tenant = tenant;
  }

  /** Business time up to which all profiles are decided; empty before the first tick. */
  public Optional<Instant> asOf() {
    return people.asOf(tenant.workspaceId());
  }

  /** The same, or the clock's time before the first tick. */
  public Instant now() {
    return asOf().orElseGet(() -> workspaces.businessNow(tenant.workspaceId()));
  }
}
