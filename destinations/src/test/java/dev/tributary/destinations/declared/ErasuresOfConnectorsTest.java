package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.destinations.connector.Batch.Operation;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Connectors;
import dev.tributary.destinations.connector.Manifest;
import dev.tributary.destinations.connector.Manifest.Forget;
import dev.tributary.destinations.connector.Manifest.Forget.Effect;
import dev.tributary.destinations.connector.Manifest.ObjectType;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each object says what an erasure leaves, and has the requests for it if it is possible. */
class ErasuresOfConnectorsTest {
  private static final Connectors CONNECTORS = InstalledConnectors.load();

  @Test
  void eachObjectSaysWhatAnErasureLeavesAndHasTheRequestsForIt() {
    List<String> faults = new ArrayList<>();
    for (Manifest manifest : CONNECTORS.manifests()) {
      for (ObjectType object : manifest.objects()) {
        String fault = fault(CONNECTORS.require(manifest.id()), object);
        if (fault != null) {
          faults.add("%s/%s %s".formatted(manifest.id(), object.name(), fault));
        }
      }
    }
    assertThat(faults).isEmpty();
  }

  /** Null if there is none. */
  private static @Nullable String fault(Connector connector, ObjectType object) {
    Forget forget = object.forget();
    if (forget == null || forget.words().isBlank()) {
      return "says nothing";
    }
    boolean asks = forget.what() != Effect.IMPOSSIBLE && forget.with() == null;
    if (asks != hasRequests(connector, object)) {
      return asks ? "has no request" : "has a request that it does not declare";
    }
    String with = forget.with();
    return with == null || hasRequests(connector, object(connector, with))
        ? null
        : "goes with %s, which has no request".formatted(with);
  }

  private static ObjectType object(Connector connector, String name) {
    return connector.manifest().object(name).orElseThrow();
  }

  private static boolean hasRequests(Connector connector, ObjectType object) {
    String field = object.matchFields().isEmpty() ? "email" : object.matchFields().getFirst();
    return connector.forget(
            Sample.batch(
                Sample.target("{}"),
                object.name(),
                Operation.REMOVE,
                "{\"table\": \"people\", \"list\": \"Loyal\"}",
                Sample.item(1, field, "ann@example.org", "{}")))
        != null;
  }
}
