package dev.tributary.destinations.connector;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/** Sends to stand-ins on this machine, without the policy of a real installation. */
public final class TestEgress implements Egress {
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private static final HttpClient CLIENT =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(5))
          .build();

  private final Consumer<Request> check;
  private Duration timeout = PATIENCE;

  public TestEgress() {
    this(request -> {});
  }

  /**
   * @param check sees each request before it is sent
   */
  public TestEgress(Consumer<Request> check) {
    this.check = check;
  }

  /** What was sent, in order. */
  public final List<Request> sent = new ArrayList<>();

  public final List<Exchange> noted = new ArrayList<>();

  /** How long the next request waits for its answer; all others wait for a minute. */
  public void limitNext(Duration limit) {
    timeout = limit;
  }

  @Override
  public Answer send(Request request) throws EgressFailure {
    check.accept(request);
    Duration limit = timeout;
    timeout = PATIENCE;
    sent.add(request);
    byte[] body = request.body();
    HttpRequest.Builder builder =
        HttpRequest.newBuilder(request.uri())
            .timeout(limit)
            .method(
                request.method(),
                body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
    request.headers().forEach(builder::header);
    try {
      HttpResponse<byte[]> response = CLIENT.send(builder.build(), BodyHandlers.ofByteArray());
      Map<String, List<String>> headers = new TreeMap<>(response.headers().map());
      return new Answer(response.statusCode(), headers, response.body());
    } catch (ConnectException e) {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, String.valueOf(e));
    } catch (IOException e) {
      throw new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, String.valueOf(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new EgressFailure(EgressFailure.Reach.MAYBE_ARRIVED, String.valueOf(e));
    }
  }

  @Override
  public InetAddress checked(String host, int port) throws EgressFailure {
    try {
      return InetAddress.getByName(host);
    } catch (UnknownHostException e) {
      throw new EgressFailure(EgressFailure.Reach.NOT_SENT, String.valueOf(e));
    }
  }

  @Override
  public void note(Exchange exchange) {
    noted.add(exchange);
  }
}
