package dev.tributary.destinations.delivery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Egress.Request;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.protocol.SecretMasking;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BatchEgressTest {
  private static final Transport NOTHING_SENT =
      new Transport() {
        @Override
        public Answer send(Request request, Duration timeout) {
          throw new AssertionError("Nothing is sent after the deadline");
        }

        @Override
        public InetAddress checked(String host, int port) {
          return InetAddress.getLoopbackAddress();
        }

        @Override
        public void requireEncryption(URI url) {
          throw new AssertionError("A batch saves no address");
        }
      };

  @Test
  void afterTheDeadlineOfABatchARequestIsCertainlyNotSent() {
    BatchEgress egress =
        new BatchEgress(
            NOTHING_SENT,
            Unlimited.paced(),
            new SecretMasking(List.of()),
            Clock.systemUTC(),
            Duration.ofSeconds(1),
            Duration.ZERO);
    Request request = new Request("POST", URI.create("https://example.org/"), Map.of(), null);
    EgressFailure failure = catchThrowableOfType(EgressFailure.class, () -> egress.send(request));
    assertThat(failure.outcome()).isInstanceOf(Outcome.Transient.class);
    assertThat(egress.exchanges()).isEmpty();
  }
}
