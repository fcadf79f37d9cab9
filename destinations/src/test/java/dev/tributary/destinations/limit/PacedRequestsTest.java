package dev.tributary.destinations.limit;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.id.DestinationId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.destinations.connector.Egress;
import dev.tributary.destinations.connector.EgressFailure;
import dev.tributary.destinations.pacing.Answer;
import dev.tributary.destinations.pacing.Flow;
import dev.tributary.destinations.pacing.Permit;
import dev.tributary.destinations.pacing.Question;
import dev.tributary.destinations.pacing.RateLimiter;
import java.net.URI;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The connections of a batch with many requests. */
class PacedRequestsTest {
  private static final Flow FLOW =
      new Flow(new WorkspaceId("wsp_1"), new DestinationId("dst_1"), false);
  private static final Egress.Request REQUEST =
      new Egress.Request("GET", URI.create("https://jobs.example/"), Map.of(), null);

  private final Ticking clock = new Ticking();
  private final Connections limiter = new Connections();

  @Test
  void theConnectionOfALongJobIsAskedForAgain() throws EgressFailure {
    Permit first = new Permit("account", FLOW, "first", Instant.EPOCH, List.of(), true);
    limiter.open.add("first");
    PacedRequests pace =
        new PacedRequests(
            limiter,
            new AccountBudgets("account", List.of(), 1, 1),
            FLOW,
            null,
            clock,
            first,
            "rows",
            1);
    send(pace);
    clock.now = clock.now.plusSeconds(29);
    send(pace);
    assertThat(limiter.open).containsExactly("first");
    clock.now = clock.now.plusSeconds(2);
    send(pace);
    assertThat(limiter.open).containsExactly("1");
    clock.now = clock.now.plusSeconds(31);
    send(pace);
    assertThat(limiter.open).containsExactly("2");
    pace.end(List.of());
    assertThat(limiter.open).isEmpty();
  }

  private void send(PacedRequests pace) throws EgressFailure {
    pace.await(REQUEST, clock.now.plusSeconds(60));
  }

  /** Grants each question, and knows the connections that are open. */
  private static final class Connections implements RateLimiter {
    private final List<String> open = new ArrayList<>();
    private int permits;

    @Override
    public Answer ask(Question question) {
      String id = String.valueOf(++permits);
      if (question.connections() > 0) {
        assertThat(open).hasSizeLessThan(question.connections());
        open.add(id);
      }
      return new Answer.Granted(
          new Permit(
              question.account(),
              question.flow(),
              id,
              Instant.EPOCH,
              question.needs(),
              question.connections() > 0));
    }

    @Override
    public void giveBack(Permit permit) {
      open.remove(permit.id());
    }

    @Override
    public Permit settle(Permit permit, long records) {
      return permit;
    }

    @Override
    public void end(Permit permit) {
      open.remove(permit.id());
    }

    @Override
    public void slowDown(String account, Instant until) {}

    @Override
    public void learn(Permit permit, Headers header) {}
  }

  private static final class Ticking extends Clock {
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
