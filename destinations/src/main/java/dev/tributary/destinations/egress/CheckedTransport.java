package dev.tributary.destinations.egress;

import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.EgressFailure.Reach;
import dev.tributary.destinations.delivery.Transport;
import dev.tributary.runtime.egress.Egress;
import dev.tributary.runtime.egress.EgressPolicy;
import dev.tributary.runtime.egress.EgressRequest;
import dev.tributary.runtime.egress.EgressResponse;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;

/** Sends through the runtime's egress client, which checks every address. Thread-safe. */
public final class CheckedTransport implements Transport {
  private static final byte[] NOTHING = {};

  private final Egress egress;
  private final EgressPolicy policy;

  public CheckedTransport(Egress egress, EgressPolicy policy) {
    this.egress = egress;
    this.policy = policy;
  }

  @Override
  public Answer send(Request request, Duration timeout) throws EgressFailure {
    byte[] body = request.body();
    try {
      EgressResponse response =
          egress.send(
              new EgressRequest(
                  request.method(),
                  request.uri(),
                  request.headers(),
                  body == null ? NOTHING : body,
                  timeout));
      return new Answer(response.status(), response.headers(), response.body());
    } catch (dev.tributary.runtime.egress.EgressFailure e) {
      throw failure(e);
    }
  }

  @Override
  public InetAddress checked(String host, int port) throws EgressFailure {
    try {
      return policy.check(host, port).addresses().getFirst();
    } catch (dev.tributary.runtime.egress.EgressFailure e) {
      throw failure(e);
    }
  }

  @Override
  public void requireEncryption(URI uri) throws EgressFailure {
    try {
      policy.requireEncryption(uri);
    } catch (dev.tributary.runtime.egress.EgressFailure e) {
      throw failure(e);
    }
  }

  private static EgressFailure failure(dev.tributary.runtime.egress.EgressFailure e) {
    Reach reach =
        switch (e.stage()) {
          case FORBIDDEN -> Reach.FORBIDDEN;
          case NOT_SENT -> Reach.NOT_SENT;
          case UNANSWERED -> Reach.MAYBE_ARRIVED;
        };
    return new EgressFailure(reach, String.valueOf(e.getMessage()));
  }
}
