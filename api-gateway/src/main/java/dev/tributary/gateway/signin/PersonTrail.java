package dev.tributary.gateway.signin;

import dev.tributary.contracts.Ids;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.gateway.report.Reports;
import dev.tributary.runtime.tenancy.Caller;
import java.time.Clock;
import java.util.List;

/**
 * Records sign-ins and sign-outs in the trail of administration. The control plane gets the entry
 * after the request, within a second: a crash can lose it, and an outage of the control plane makes
 * no request fail. Thread-safe.
 */
public final class PersonTrail {
  private final Reports reports;
  private final Ids ids;
  private final Clock clock;

  public PersonTrail(Reports reports, Ids ids, Clock clock) {
    this.reports = reports;
    this.ids = ids;
    this.clock = clock;
  }

  /**
   * A person has done something.
   *
   * @param operation {@code signIn} or {@code signOut}
   * @param workspace the id of the workspace whose trail gets the entry
   * @param origin of the request
   */
  public void done(String operation, Caller person, WorkspaceId workspace, Origin origin) {
    reports.add(
        new AdministrationEntry(
            ids.next(Ids.AUDIT_ENTRY),
            workspace,
            clock.instant(),
            new Actor(person.subject(), person.name(), Actor.Kind.PERSON),
            new Act(operation, null, null, null),
            new Result(Outcome.DONE, null, 1),
            origin,
            List.of()));
  }
}
