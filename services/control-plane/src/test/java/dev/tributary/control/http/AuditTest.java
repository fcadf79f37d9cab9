package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.contains;
import static org.hamcrest.Matchers.containsInAnyOrder;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasSize;
import static org.hamcrest.Matchers.nullValue;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.control.TestWorkspace;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.ValidatableResponse;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class AuditTest {
  private static final Instant AT = Instant.parse("2026-03-01T10:00:00.123Z");

  private TestWorkspace workspace;

  @BeforeEach
  void aWorkspace() {
    workspace = new TestWorkspace();
  }

  @Test
  void whatServicesShowedIsInTheTrailNewestFirst() {
    workspace.read("m1", "readProfile", AT, new ProfileId("prf_1"));
    workspace.read("m2", "listDeliveries", AT.plusSeconds(120));
    workspace.read("m3", "readDelivery", AT.plusSeconds(240), new ProfileId("prf_1"));
    readsOnce("", 3)
        .body("data.kind", contains("read", "read", "read"))
        .body("data.operation", contains("readDelivery", "listDeliveries", "readProfile"))
        .body("data.profile", contains("prf_1", null, "prf_1"))
        .body("data[0].actor.id", equalTo("sub-eve"))
        .body("data[0].actor.name", equalTo("eve"))
        .body("data[0].part", equalTo("dlv_1"))
        .body("data[0].reads", equalTo(1))
        .body("data[0].administration", nullValue())
        .body("data[2].firstAt", equalTo("2026-03-01T10:00:00.123Z"))
        .body("data[2].lastAt", equalTo("2026-03-01T10:00:00.123Z"));
    readsOnce("?actor=sub-eve", 3);
    readsOnce("?actor=somebody", 0);
    String cursor = readsOnce("?limit=2", 2).extract().path("nextCursor");
    readsOnce("?limit=2&cursor=" + cursor, 1).body("data.operation", contains("readProfile"));
  }

  @Test
  void aFilterByProfileFindsReadsUnderTheIdsThatItHadBeforeMerges() {
    workspace.read("m1", "readProfile", AT, new ProfileId("prf_0"));
    workspace.read("m2", "readProfile", AT.plusSeconds(120), new ProfileId("prf_1"));
    workspace.read("m3", "readProfile", AT.plusSeconds(240), new ProfileId("prf_other"));
    readsOnce("", 3);
    readsOnce("?profile=prf_0", 2);
    readsOnce("?profile=prf_1", 2);
    readsOnce("?profile=user_id:u1&limit=1", 1).body("data.profile", contains("prf_1"));
    readsOnce("?profile=prf_other", 1);
    readsOnce("?profile=user_id:nobody", 0);
  }

  @Test
  void aCallerWithoutTheRightWhoNamesAnIdentifierIsLimitedAndOnRecord() {
    workspace.plainAdmin().get(workspace.path("/audit?profile=user_id:u1")).then().statusCode(200);
    workspace.plainAdmin().get(workspace.path("/audit?profile=user_id:u2")).then().statusCode(200);
    workspace.plainAdmin().get(workspace.path("/audit?profile=prf_1")).then().statusCode(200);
    workspace
        .plainAdmin()
        .get(workspace.path("/audit?profile=email:a@x.test"))
        .then()
        .statusCode(429)
        .body("code", equalTo("rate-limited"))
        .body("detail", equalTo("At most 1000"));
    readsOnce("", 2)
        .body("data.operation", contains("lookUpProfile", "lookUpProfile"))
        .body("data.profile", containsInAnyOrder("prf_1", null));
    workspace.admin().get(workspace.path("/audit?profile=email:a@x.test")).then().statusCode(200);
  }

  @Test
  void onlyAdminsReadTheTrail() {
    workspace.reader().get(workspace.path("/audit")).then().statusCode(403);
    workspace.reader().get(workspace.path("/audit/export")).then().statusCode(403);
    workspace
        .admin()
        .get(workspace.path("/audit?kind=other"))
        .then()
        .statusCode(400)
        .body("code", equalTo("bad-parameter"));
    workspace.admin().get(workspace.path("/audit/export?kind=read")).then().statusCode(400);
    workspace
        .admin()
        .get(workspace.path("/audit?kind=administration&from=x"))
        .then()
        .statusCode(400);
  }

  @Test
  void whoChangesHowTheWorkspaceIsSetUpIsInTheTrailOfAdministration() {
    workspace.action(
        new AdministrationEntry(
            "ade_1",
            workspace.id(),
            AT,
            new AdministrationEntry.Actor(
                "sub-anna", "anna", AdministrationEntry.Actor.Kind.PERSON),
            new AdministrationEntry.Act("classifyTrait", "trait", "trt_1", "plan"),
            new AdministrationEntry.Result(Outcome.DONE, 200, 1),
            new AdministrationEntry.Origin("identity-resolution", "request", null),
            List.of(FieldChange.secret("/password"))));
    administrationOnce("", 1)
        .body("data.kind", contains("administration"))
        .body("data.operation", contains("classifyTrait"))
        .body("data[0].actor.name", equalTo("anna"))
        .body("data[0].administration.actorKind", equalTo("person"))
        .body("data[0].administration.objectKind", equalTo("trait"))
        .body("data[0].administration.name", equalTo("plan"))
        .body("data[0].administration.outcome", equalTo("done"))
        .body("data[0].administration.status", equalTo(200));
    administrationOnce("&object=trait&action=classifyTrait&actor=anna", 1);
    administrationOnce("&from=2020-01-01T00:00:00Z&to=2020-02-01T00:00:00Z", 0);
    administrationOnce("&actor=somebody", 0);
    readsOnce("", 0);
  }

  @Test
  void whatBelongsToPeopleIsMaskedAndWhatNobodyKnowsTheEndOfIsUnknown() {
    Instant longAgo = Instant.now().minusSeconds(3600);
    workspace.action(entry("ade_1", longAgo, Outcome.REQUESTED, 1));
    workspace.action(entry("ade_2", longAgo, Outcome.DONE, 1));
    workspace.action(entry("ade_2", longAgo, Outcome.REQUESTED, 1));
    workspace.action(entry("ade_3", longAgo, Outcome.REFUSED, 9));
    workspace.action(entry("ade_3", longAgo, Outcome.REFUSED, 1));
    String masked = "data[0].administration.changes";
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() ->
            workspace
                .plainAdmin()
                .get(workspace.path("/audit?kind=administration"))
                .then()
                .statusCode(200)
                .body("data.administration.times", contains(9, 1, 1)));
    administrationOnce("", 3)
        .body("data.id", contains("ade_3", "ade_2", "ade_1"))
        .body("data.administration.outcome", contains("refused", "done", "unknown"))
        .body("data[0].administration.times", equalTo(9))
        .body("data[0].administration.address", equalTo("192.0.2.7"))
        .body(masked + "[0].after", equalTo("anna@example.test"))
        .body(masked + "[1].secret", equalTo(true));
    administrationOnce("&action=unknown", 1).body("data.id", contains("ade_1"));
    administrationOnce("&action=requested", 0);
    workspace
        .plainAdmin()
        .get(workspace.path("/audit?kind=administration"))
        .then()
        .statusCode(200)
        .body(masked + "[0].after.masked", equalTo(true));
    String lines =
        workspace
            .plainAdmin()
            .get(workspace.path("/audit/export?kind=administration"))
            .then()
            .statusCode(200)
            .contentType("application/x-ndjson")
            .extract()
            .asString();
    assertThat(lines.lines())
        .hasSize(3)
        .noneMatch(line -> line.contains("anna@example.test"))
        .allMatch(line -> line.contains("\"address\":\"192.0.2.7\""));
    // A caller who sees an address leaves an entry.
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> trail("").body("data.operation", hasItem("listAudit")));
  }

  @Test
  void theAddressOfAnActorIsHiddenWithoutTheRightAlsoFromFilters() {
    workspace.action(
        new AdministrationEntry(
            "ade_1",
            workspace.id(),
            AT,
            new AdministrationEntry.Actor(
                "sub-anna", "anna@example.test", AdministrationEntry.Actor.Kind.PERSON),
            new AdministrationEntry.Act("putMember", "member", "eve@example.test", null),
            new AdministrationEntry.Result(Outcome.DONE, 200, 1),
            new AdministrationEntry.Origin("control-plane", "request", null),
            List.of()));
    administrationOnce("&actor=anna@example.test&object=eve@example.test", 1)
        .body("data[0].actor.name", equalTo("anna@example.test"))
        .body("data[0].administration.object", equalTo("eve@example.test"));
    plain("/audit?kind=administration&actor=sub-anna")
        .body("data.actor.name", contains("sub-anna"))
        .body("data[0].administration.object", nullValue());
    plain("/audit?kind=administration&actor=anna@example.test").body("data", empty());
    plain("/audit?kind=administration&object=eve@example.test").body("data", empty());
    String lines = plain("/audit/export?kind=administration").extract().asString();
    assertThat(lines).contains("\"name\":\"sub-anna\"").doesNotContain("@example.test");
    assertThat(
            plain("/audit/export?kind=administration&actor=anna@example.test").extract().asString())
        .isEmpty();
  }

  @Test
  void theOwnerInAnEntryOfAnEarlierVersionIsMaskedWithoutTheRightIfItIsAnAddress() {
    workspace.action(
        new AdministrationEntry(
            "ade_1",
            workspace.id(),
            AT,
            new AdministrationEntry.Actor("sub-eve", "eve", AdministrationEntry.Actor.Kind.PERSON),
            new AdministrationEntry.Act("changeAudience", "audience", "aud_1", "Buyers"),
            new AdministrationEntry.Result(Outcome.DONE, 200, 1),
            new AdministrationEntry.Origin("audience-builder", "request", null),
            List.of(
                FieldChange.open(
                    "/filing/owner",
                    TextNode.valueOf("ada@example.test"),
                    TextNode.valueOf("Marketing")),
                FieldChange.open("/requestedBy", null, TextNode.valueOf("eve@example.test")),
                FieldChange.open("/path", null, TextNode.valueOf("/members/ada%40example.test")),
                FieldChange.open("/owner", null, TextNode.valueOf("Marketing")),
                FieldChange.open("/name", null, TextNode.valueOf("News @ noon")))));
    String changes = "data[0].administration.changes";
    administrationOnce("", 1)
        .body(changes + "[0].before", equalTo("ada@example.test"))
        .body(changes + "[1].after", equalTo("eve@example.test"));
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> trail("").body("data.operation", hasItem("listAudit")));
    plain("/audit?kind=administration")
        .body(changes + "[0].before.masked", equalTo(true))
        .body(changes + "[1].before", nullValue())
        .body(changes + "[1].after.masked", equalTo(true))
        .body(changes + "[2].after.masked", equalTo(true))
        .body(changes + "[3].after", equalTo("Marketing"))
        .body(changes + "[4].after", equalTo("News @ noon"));
    assertThat(plain("/audit/export?kind=administration").extract().asString())
        .contains("News @ noon")
        .doesNotContain("example.test");
  }

  private ValidatableResponse plain(String below) {
    return workspace.plainAdmin().get(workspace.path(below)).then().statusCode(200);
  }

  private AdministrationEntry entry(String id, Instant at, Outcome outcome, int times) {
    return new AdministrationEntry(
        id,
        workspace.id(),
        at,
        new AdministrationEntry.Actor("sub-eve", "eve", AdministrationEntry.Actor.Kind.PERSON),
        new AdministrationEntry.Act("inviteMember", "member", null, null),
        new AdministrationEntry.Result(outcome, null, times),
        new AdministrationEntry.Origin("api-gateway", "request", "192.0.2.7"),
        List.of(
            FieldChange.personal("/person", null, "anna@example.test"),
            FieldChange.secret("/password")));
  }

  private ValidatableResponse readsOnce(String query, int count) {
    await()
        .atMost(TestWorkspace.BOUND)
        .untilAsserted(() -> trail(query).body("data", count == 0 ? empty() : hasSize(count)));
    return trail(query);
  }

  private ValidatableResponse administrationOnce(String query, int count) {
    return readsOnce("?kind=administration" + query, count);
  }

  private ValidatableResponse trail(String query) {
    return workspace.admin().get(workspace.path("/audit" + query)).then().statusCode(200);
  }
}
