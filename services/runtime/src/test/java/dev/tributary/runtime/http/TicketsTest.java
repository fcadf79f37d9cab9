package dev.tributary.runtime.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.runtime.problem.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class TicketsTest {
  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  record Seen(String name, List<String> events) {}

  record Other(String name, List<String> events) {}

  private static final Seen NORA = new Seen("Nora", List.of("evt_1", "evt_2"));

  private final Tickets tickets = at(NOON);

  private static Tickets at(Instant now) {
    return tickets("the secret of all services", now);
  }

  private static Tickets tickets(String secret, Instant now) {
    return new Tickets(secret.getBytes(StandardCharsets.UTF_8), Clock.fixed(now, ZoneOffset.UTC));
  }

  @Test
  void anotherServiceReadsWhatOneIssued() {
    String ticket = tickets.issue(new WorkspaceId("wsp_a"), NORA);
    Tickets elsewhere = at(NOON.plus(Duration.ofMinutes(15)));
    assertThat(elsewhere.read(new WorkspaceId("wsp_a"), ticket, Seen.class, "/ticket"))
        .isEqualTo(NORA);
  }

  @Test
  void itTellsTheCallerNothing() {
    assertThat(tickets.issue(new WorkspaceId("wsp_a"), NORA))
        .matches("[\\w-]+")
        .isNotEqualTo(tickets.issue(new WorkspaceId("wsp_a"), NORA));
  }

  @Test
  void itIsGoodForOneWorkspaceOneUseAndAQuarterOfAnHour() {
    String ticket = tickets.issue(new WorkspaceId("wsp_a"), NORA);
    refused(() -> tickets.read(new WorkspaceId("wsp_b"), ticket, Seen.class, "/ticket"));
    refused(() -> tickets.read(new WorkspaceId("wsp_a"), ticket, Other.class, "/ticket"));
    refused(() ->
        tickets("another secret of someone", NOON)
            .read(new WorkspaceId("wsp_a"), ticket, Seen.class, "/ticket"));
    Tickets late = at(NOON.plus(Duration.ofMinutes(15)).plusMillis(1));
    refused(() -> late.read(new WorkspaceId("wsp_a"), ticket, Seen.class, "/ticket"))
        .hasMessageContaining("15 minutes");
  }

  @Test
  void everyAlteredCharacterIsNoticed() {
    String ticket = tickets.issue(new WorkspaceId("wsp_a"), NORA);
    for (int i = 0; i < ticket.length() - 1; i++) {
      char other = ticket.charAt(i) == 'A' ? 'B' : 'A';
      String altered = ticket.substring(0, i) + other + ticket.substring(i + 1);
      refused(() -> tickets.read(new WorkspaceId("wsp_a"), altered, Seen.class, "/ticket"));
    }
    for (String none : List.of("", "%", "AAAA", ticket + ticket)) {
      refused(() -> tickets.read(new WorkspaceId("wsp_a"), none, Seen.class, "/ticket"));
    }
  }

  private static AbstractThrowableAssert<?, ?> refused(ThrowingCallable reading) {
    return assertThatThrownBy(reading)
        .isInstanceOfSatisfying(
            Problem.class, problem -> assertThat(problem.code()).isEqualTo(Problems.INVALID));
  }
}
