package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Origin;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.AdministrationEntry.Result;
import dev.tributary.contracts.audit.GatewayReport;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.audit.RecordedAdministration;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class GatewayReportTest {

  @Test
  void aSignInOfAGatewayIsPublishedAsItIs() {
    JsonNode workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    WorkspaceId id = new WorkspaceId(workspace.path("id").asText());
    AdministrationEntry entry =
        new AdministrationEntry(
            "ade_" + id.value(),
            id,
            Instant.parse("2026-11-27T08:00:00Z"),
            new Actor("sub-ada", "ada", Actor.Kind.PERSON),
            new Act("signIn", null, null, null),
            new Result(Outcome.DONE, null, 1),
            new Origin("api-gateway", "request", "203.0.113.7"),
            List.of());
    ControlPlaneFixture.report(new GatewayReport(List.of(entry), Map.of()));
    assertThat(
            RecordedAdministration.await(
                System.getProperty(ControlEnvironment.KAFKA), id, "signIn", 1))
        .containsExactly(entry);
  }

  @Test
  void nobodyButAServiceReports() {
    assertThat(ControlPlaneFixture.report("guessed", new GatewayReport(List.of(), Map.of())))
        .isEqualTo(404);
  }
}
