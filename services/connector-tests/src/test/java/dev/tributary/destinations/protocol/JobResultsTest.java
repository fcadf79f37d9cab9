package dev.tributary.destinations.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.OfState;
import dev.tributary.destinations.connector.JobCall;
import dev.tributary.destinations.connector.Outcome;
import dev.tributary.destinations.connector.Protocol.Job;
import dev.tributary.destinations.connector.Target;
import dev.tributary.destinations.connector.manifest.InstalledConnectors;
import java.net.InetAddress;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Results of a job that have many parts. */
class JobResultsTest {
  private static final int PARTS = 10;
  private static final Duration OF_PART = Duration.ofSeconds(40);

  private final PassingClock clock = new PassingClock();
  private final AuthenticatedEgress egress =
      new AuthenticatedEgress(
          InstalledConnectors.load().require("webhook"),
          new Target(
              new WorkspaceId("wsp_1"),
              new DestinationId("dst_1"),
              Json.MAPPER.createObjectNode(),
              Map.of(),
              null),
          new SlowPages(),
          Sessions.NONE,
          clock);

  @Test
  void aJobThatIsReadForLongIsRecordedAgainAboutOnceAMinute() throws JobLost {
    AtomicInteger recorded = new AtomicInteger();
    JobResults results = new JobResults(egress, List.of(), recorded::incrementAndGet);
    assertThat(read(results)).isEmpty();
    assertThat(recorded).hasValue(PARTS / 2);
  }

  @Test
  void aWorkerThatHasLostTheJobReadsNoFurther() {
    Instant began = clock.instant();
    JobResults results =
        new JobResults(
            egress,
            List.of(),
            () -> {
              throw new JobLost("another worker has the job");
            });
    assertThatThrownBy(() -> read(results)).isInstanceOf(JobLost.class);
    assertThat(clock.instant()).isEqualTo(began.plus(OF_PART.multipliedBy(2)));
  }

  private static Optional<Outcome> read(JobResults results) throws JobLost {
    return results.read(
        new Job.Results(job -> List.of(page(1)), null),
        "job",
        new OfState.Complete(null),
        () -> false);
  }

  private static JobCall<OfResults> page(int number) {
    return new JobCall<>(
        new Egress.Request("GET", URI.create("https://jobs.example/" + number), Map.of(), null),
        (answer, now) -> new OfResults.Read(List.of(), next(number)));
  }

  private static @Nullable JobCall<OfResults> next(int number) {
    return number < PARTS ? page(number + 1) : null;
  }

  /** Each answer takes some time. */
  private final class SlowPages implements Egress {
    @Override
    public Answer send(Request request) {
      clock.now = clock.now.plus(OF_PART);
      return new Answer(200, Map.of(), new byte[0]);
    }

    @Override
    public InetAddress checked(String host, int port) throws EgressFailure {
      throw new EgressFailure(EgressFailure.Reach.FORBIDDEN, "No network in this test");
    }

    @Override
    public void note(Exchange exchange) {
      throw new AssertionError("Results are read by requests");
    }
  }

  private static final class PassingClock extends Clock {
    private Instant now = Instant.EPOCH;

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
