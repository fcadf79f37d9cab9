package dev.tributary.destinations.connectors.hubspot;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Batch;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Place;
import dev.tributary.destinations.connector.Probe;
import dev.tributary.destinations.connector.Protocol;
import dev.tributary.destinations.connector.Target;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Writes to HubSpot. {@link Objects} and {@link Lists} have the code for each kind of object. */
public final class HubSpotConnector implements Connector {

  @Override
  public Manifest manifest() {
    return HubSpotManifest.MANIFEST;
  }

  @Override
  public Authentication authentication() {
    return new Authentication.Bearer(HubSpotManifest.TOKEN);
  }

  @Override
  public Set<String> furtherFields(ObjectNode settings) {
    Set<String> names = new TreeSet<>();
    settings.path(HubSpotManifest.CUSTOM_PROPERTIES).forEach(name -> names.add(name.asText()));
    return names;
  }

  @Override
  public @Nullable Place place(Batch batch) {
    return ofLists(batch) ? Lists.place(batch) : null;
  }

  @Override
  public Protocol protocol(Batch batch) {
    return ofLists(batch) ? Lists.protocol(batch) : Objects.protocol(batch);
  }

  private static boolean ofLists(Batch batch) {
    return batch.object().equals(HubSpotManifest.LIST_MEMBERSHIPS);
  }

  /** Reads the account. The request needs the token and returns no personal data. */
  @Override
  public Probe probe(Target target) {
    return new Probe.OfRequest(
        HubSpotApi.get(target, "/account-info/v3/details"),
        (answer, now) ->
            answer.successful() ? new Outcome.Delivered(null) : HubSpotApi.failure(answer, now));
  }
}
