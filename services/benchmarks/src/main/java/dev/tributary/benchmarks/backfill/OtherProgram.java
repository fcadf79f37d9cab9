package dev.tributary.benchmarks.backfill;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/**
 * Another program of the customer, which uses a part of the limits of Marketo at even distances
 * until it is closed.
 */
final class OtherProgram implements AutoCloseable {
  private static final String TOKEN =
      "/identity/oauth/token?grant_type=client_credentials&client_id=other&client_secret=other";

  private final HttpClient client = HttpClient.newHttpClient();
  private final Thread thread;
  private volatile boolean closed;

  private OtherProgram(String address, Duration distance) {
    thread = Thread.ofPlatform().name("other-program").start(() -> run(address, distance));
  }

  /**
   * @param address of the stand-in
   * @param vendor with its limits; no request is sent if nobody else uses them
   */
  static OtherProgram start(String address, VendorCase vendor) {
    double perSecond =
        vendor.limits().stream()
            .mapToDouble(limit -> vendor.usedByOthers() * limit.requests() / limit.seconds())
            .min()
            .orElse(0);
    return new OtherProgram(
        address,
        perSecond == 0 ? Duration.ZERO : Duration.ofNanos((long) (1_000_000_000 / perSecond)));
  }

  private void run(String address, Duration distance) {
    if (distance.isZero()) {
      return;
    }
    String token = token(answer(HttpRequest.newBuilder(URI.create(address + TOKEN)).build()));
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(address + "/rest/v1/stats/usage.json"))
            .header("Authorization", "Bearer " + token)
            .build();
    long due = System.nanoTime();
    while (!closed) {
      answer(request);
      due += distance.toNanos();
      LockSupport.parkNanos(due - System.nanoTime());
    }
  }

  private String answer(HttpRequest request) {
    try {
      return client.send(request, BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new IllegalStateException("The stand-in does not answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String token(String answer) {
    return answer.replaceAll("(?s).*\"access_token\"\\s*:\\s*\"([^\"]+)\".*", "$1");
  }

  @Override
  public void close() {
    closed = true;
    LockSupport.unpark(thread);
    try {
      thread.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    client.close();
  }
}
