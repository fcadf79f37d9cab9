package dev.tributary.destinations.credential;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.KeyHash;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.account.Accounts;
import dev.tributary.destinations.account.NoAccounts;
import dev.tributary.destinations.connector.Authentication;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.delivery.BatchSender;
import dev.tributary.destinations.delivery.Targets;
import dev.tributary.destinations.delivery.Transport;
import dev.tributary.destinations.delivery.Unlimited;
import dev.tributary.destinations.destination.DestinationSpec;
import dev.tributary.destinations.protocol.Places;
import dev.tributary.destinations.protocol.StoreFailure;
import dev.tributary.destinations.sync.Catalogue;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/** One instance of the service, as far as credentials are concerned. */
final class Replica {
  static final WorkspaceId WORKSPACE = new WorkspaceId("wsp_1");

  final BatchSender sender;
  final SharedSessions sessions;
  final Connections connections;
  final PlainSeal seal = new PlainSeal();
  private final Targets targets =
      new Targets((workspace, id, setting, origin, sealed) -> sealed, new KeyHash(new byte[16]));

  Replica(SessionStore store, Clock clock) {
    HttpTransport transport = new HttpTransport();
    IssuedSessions issuing =
        new IssuedSessions(transport::send, seal, new KeyHash(new byte[16]), new Random(1), clock);
    sessions = new SharedSessions(store, issuing, new Random(2), clock);
    sender =
        new BatchSender(
            targets,
            transport,
            new Unlimited(),
            (destination, account) -> Places.NONE,
            new Accounts(new NoAccounts(), new KeyHash(new byte[16]), clock),
            sessions,
            clock,
            Duration.ofSeconds(10));
    connections = new Connections(store, issuing, transport::send, seal, new SecureRandom(), clock);
  }

  BatchSender.Tested check(Catalogue.Destination destination) {
    return sender.check(destination, target(destination));
  }

  Target target(Catalogue.Destination destination) {
    return targets.open(destination);
  }

  static Catalogue.Destination destination(
      String id,
      Authentication authentication,
      String path,
      String baseUrl,
      Map<String, String> settings,
      Map<String, String> secrets) {
    return new Catalogue.Destination(
        WORKSPACE,
        new DestinationId(id),
        "Destination",
        1,
        new DestinationSpec(
            FakeConnector.ID,
            Json.MAPPER.valueToTree(settings),
            secrets,
            List.of("marketing"),
            baseUrl,
            null),
        new FakeConnector(authentication, path));
  }

  /** Stands for encryption: the text opens only for the place that it was sealed for. */
  static final class PlainSeal implements SessionSeal {
    /** Whether the key of what is stored is not configured. */
    volatile boolean keyIsMissing;

    /** The newest key. */
    volatile String key = "k1";

    @Override
    public String seal(
        WorkspaceId workspace,
        DestinationId destination,
        String field,
        String origin,
        String text) {
      return key + ":" + place(workspace, destination, field, origin) + encoded(text);
    }

    @Override
    public Optional<String> open(
        WorkspaceId workspace,
        DestinationId destination,
        String field,
        String origin,
        String sealed)
        throws StoreFailure {
      if (keyIsMissing) {
        throw new StoreFailure(new IllegalStateException("no key"));
      }
      String place = place(workspace, destination, field, origin);
      String content = sealed.substring(sealed.indexOf(':') + 1);
      return content.startsWith(place)
          ? Optional.of(
              new String(
                  Base64.getDecoder().decode(content.substring(place.length())),
                  StandardCharsets.UTF_8))
          : Optional.empty();
    }

    @Override
    public String resealed(
        WorkspaceId workspace,
        DestinationId destination,
        String field,
        String origin,
        String sealed) {
      return key + sealed.substring(sealed.indexOf(':'));
    }

    private static String place(
        WorkspaceId workspace, DestinationId destination, String field, String origin) {
      return encoded(String.join("|", workspace.value(), destination.value(), field, origin)) + ".";
    }

    private static String encoded(String text) {
      return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static final class HttpTransport implements Transport {
    private final HttpClient client = HttpClient.newHttpClient();

    @Override
    public Answer send(Request request, Duration timeout) throws EgressFailure {
      byte[] body = request.body();
      HttpRequest.Builder builder =
          HttpRequest.newBuilder(request.uri())
              .timeout(timeout)
              .method(
                  request.method(),
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofByteArray(Arrays.copyOf(body, body.length)));
      request.headers().forEach(builder::header);
      try {
        HttpResponse<byte[]> response = client.send(builder.build(), BodyHandlers.ofByteArray());
        return new Answer(response.statusCode(), response.headers().map(), response.body());
      } catch (ConnectException e) {
        throw new EgressFailure(Reach.NOT_SENT, "No connection");
      } catch (IOException e) {
        throw new EgressFailure(Reach.MAYBE_ARRIVED, "No answer");
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new EgressFailure(Reach.MAYBE_ARRIVED, "Stopping");
      }
    }

    @Override
    public InetAddress checked(String host, int port) {
      return InetAddress.getLoopbackAddress();
    }

    @Override
    public void requireEncryption(URI uri) {
      // Loopback needs none.
    }
  }
}
