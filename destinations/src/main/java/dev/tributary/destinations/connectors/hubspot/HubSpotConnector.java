package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Target;
import java.time.Clock;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Writes to HubSpot. {@link Objects} and {@link Lists} have the code for each kind of object. */
public final class HubSpotConnector implements Connector {
  private final Clock clock;

  public HubSpotConnector() {
    this(Clock.systemUTC());
  }

  HubSpotConnector(Clock clock) {
    this.clock = clock;
  }

  @Override
  public Manifest manifest() {
    return HubSpotManifest.MANIFEST;
  }

  @Override
  public Set<String> furtherFields(ObjectNode settings) {
    Set<String> names = new TreeSet<>();
    settings.path(HubSpotManifest.CUSTOM_PROPERTIES).forEach(name -> names.add(name.asText()));
    return names;
  }

  @Override
  public List<Outcome> perform(Batch batch, Egress egress) {
    HubSpotApi api = new HubSpotApi(batch.target(), egress, clock);
    try {
      if (batch.object().equals(HubSpotManifest.LIST_MEMBERSHIPS)) {
        return new Lists(api).perform(batch);
      }
      Objects objects = new Objects(api, batch.object());
      return batch.operation() == Operation.REMOVE
          ? objects.archive(batch.items())
          : objects.write(batch.items());
    } catch (EgressFailure e) {
      return Collections.nCopies(batch.items().size(), e.outcome());
    }
  }

  @Override
  public List<Egress.Exchange> preview(Batch batch) {
    HubSpotApi api = new HubSpotApi(batch.target(), new Unsent(), clock);
    if (batch.object().equals(HubSpotManifest.LIST_MEMBERSHIPS)) {
      return new Lists(api).preview(batch);
    }
    return new Objects(api, batch.object()).preview(batch);
  }

  /** Reads the account. The request needs the token and returns no personal data. */
  @Override
  public Outcome check(Target target, Egress egress) {
    HubSpotApi api = new HubSpotApi(target, egress, clock);
    try {
      Egress.Answer answer = api.get("/account-info/v3/details");
      return answer.successful() ? new Outcome.Delivered(null) : api.failure(answer);
    } catch (EgressFailure e) {
      return e.outcome();
    }
  }

  /** For previews, which send nothing. */
  private static final class Unsent implements Egress {
    @Override
    public Answer send(Request request) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "A preview sends nothing");
    }

    @Override
    public java.net.InetAddress checked(String host, int port) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, "A preview sends nothing");
    }

    @Override
    public void note(Exchange exchange) {
      // A preview keeps no exchange.
    }
  }
}
