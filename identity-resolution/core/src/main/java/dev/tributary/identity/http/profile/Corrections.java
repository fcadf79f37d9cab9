package dev.tributary.identity.http.profile;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.EventId;
import dev.tributary.identity.command.CommandLog;
import dev.tributary.identity.http.profile.CorrectionsResource.Accepted;
import dev.tributary.runtime.audit.Administration;
import jakarta.inject.Singleton;
import org.jboss.resteasy.reactive.RestResponse;

/**
 * Sends commands that change data of one person. The entry in the trail of administration has the
 * profile and the event, and no value: values are data of the person, and the trail is kept longer
 * than the person may be. Thread-safe.
 */
@Singleton
public class Corrections {
  private final CommandLog log;
  private final Administration administration;

  /**
   * @param administration a proxy of the current request's object
   */
  public Corrections(CommandLog log, Administration administration) {
    this.log = log;
    this.administration = administration;
  }

  RestResponse<Accepted> send(Command command) {
    detail("/profile", command.subject());
    EventId event = log.send(command);
    detail("/event", event.value());
    return RestResponse.accepted(new Accepted(event));
  }

  private void detail(String field, String id) {
    administration.detail(FieldChange.open(field, null, TextNode.valueOf(id)));
  }
}
