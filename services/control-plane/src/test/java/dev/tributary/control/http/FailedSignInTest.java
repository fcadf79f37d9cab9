package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.signin.FailedSignIns;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.keycloak.Realm;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class FailedSignInTest {
  private static final String OPERATION = "failSignIn";

  @Inject FailedSignIns failures;
  @Inject MeterRegistry metrics;

  private final String username = "person-" + UUID.randomUUID();

  @Test
  void aWrongPasswordIsInTheTrailOfEachWorkspaceOfTheAccountOnce() {
    JsonNode first = WorkspaceTest.create(WorkspaceTest.freshKey());
    JsonNode second = WorkspaceTest.create(WorkspaceTest.freshKey());
    Realm.createUser(
        username, Realm.PASSWORD, Realm.group(first, "viewer"), Realm.group(second, "admin"));
    Instant before = Instant.now().minusSeconds(1);

    Person.trySignIn(username, "wrong " + Realm.PASSWORD);

    for (JsonNode workspace : List.of(first, second)) {
      AdministrationEntry entry = recorded(workspace, 1).getFirst();
      assertThat(entry.actor().name()).isEqualTo(username);
      assertThat(entry.actor().id()).isEqualTo(Realm.user(username).path("id").asText());
      assertThat(entry.result().outcome()).isEqualTo(Outcome.FAILED);
      assertThat(entry.at()).isBetween(before, Instant.now().plusSeconds(1));
      assertThat(entry.changes().toString()).contains("/error", "wrong password");
      assertThat(entry.origin().address()).isIn("127.0.0.1", "0:0:0:0:0:0:0:1");
      assertThat(entry.toString()).doesNotContain("wrong " + Realm.PASSWORD);
    }
    // The last minutes are read again each time, as after a restart.
    failures.read();
    failures.read();
    Person.trySignIn(username, "another " + Realm.PASSWORD);
    assertThat(recorded(first, 2)).hasSize(2);
    assertThat(recorded(second, 2)).hasSize(2);
  }

  @Test
  void anUnknownNameIsCountedAndInNoTrail() {
    double before = unknown();
    Person.trySignIn("nobody-" + UUID.randomUUID(), Realm.PASSWORD);
    await().atMost(Duration.ofSeconds(60)).until(() -> unknown() == before + 1);
  }

  private double unknown() {
    return metrics
        .get("tributary.gateway.failed.sign.ins")
        .tag("account", "unknown")
        .counter()
        .count();
  }

  private static List<AdministrationEntry> recorded(JsonNode workspace, int atLeast) {
    return RecordedAdministration.await(
        TestInfrastructure.kafka().bootstrapServers(),
        new WorkspaceId(workspace.path("id").asText()),
        OPERATION,
        atLeast);
  }
}
