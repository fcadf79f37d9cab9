package dev.tributary.identity.http.profile;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.identity.command.CommandAuthors;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.http.profile.CorrectionsResource.Accepted;
import dev.tributary.runtime.audit.Administration;
import dev.tributary.runtime.tenancy.Caller;
import dev.tributary.runtime.tenancy.Tenant;
import jakarta.inject.Singleton;
import org.jboss.logging.Logger;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Sends commands that change data of one person. The entry in the trail of administration has the
 * profile and the event, and no value: values are data of the person, and the trail is kept longer
 * than the person may be. Thread-safe.
 */
@Singleton
public class Corrections {
  private static final Logger LOG = Logger.getLogger(Corrections.class);

  private final CommandLog log;
  private final CommandAuthors authors;
  private final Tenant tenant;
  private final Administration administration;

  /**
   * @param administration a proxy of the current request's object
   */
  public Corrections(
      CommandLog log, CommandAuthors authors, Tenant tenant, Administration administration) {
    this.log = log;
    this.authors = authors;
    this.tenant = tenant;
    this.administration = administration;
  }

  RestResponse<Accepted> send(Command command) {
    detail("/profile", command.subject());
    EventId event = log.send(command);
    detail("/event", event.value());
    remember(event);
    return RestResponse.accepted(new Accepted(event));
  }

  /** The command is on the log, so the request succeeds also without the name of its author. */
  private void remember(EventId event) {
    Caller caller = tenant.caller();
    try {
      authors.add(
          tenant.workspaceId(), event, new CommandAuthors.Author(caller.subject(), caller.name()));
    } catch (RuntimeException e) {
      LOG.warnf("The author of the command %s stays unknown: %s", event, e.getMessage());
    }
  }

  private void detail(String field, String id) {
    administration.detail(FieldChange.open(field, null, TextNode.valueOf(id)));
  }
}
