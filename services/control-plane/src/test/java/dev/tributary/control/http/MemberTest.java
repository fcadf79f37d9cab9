package dev.tributary.control.http;

import static com.fasterxml.jackson.databind.node.BooleanNode.FALSE;
import static com.fasterxml.jackson.databind.node.BooleanNode.TRUE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Act;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.services.Answer;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class MemberTest {
  private JsonNode workspace;
  private Api admin;
  private String path;

  @BeforeEach
  void aWorkspace() {
    workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    admin = WorkspaceTest.admin(workspace);
    path = "/api/v1/workspaces/" + workspace.path("id").asText() + "/members";
  }

  private static String name() {
    return "person-" + UUID.randomUUID();
  }

  /** A member with an account of this name. */
  private String member(String username, String role) {
    Realm.createUser(username, Realm.PASSWORD, Realm.group(workspace, role));
    return path + "/" + username;
  }

  private JsonNode listed() {
    return admin.get(path).json().path("data");
  }

  @Test
  void whatIsAskedOfKeycloakIsOnRecordBeforeAndAfterIt() {
    String username = name();
    member(username, "viewer");
    String id =
        listed().findParents("username").stream()
            .filter(each -> each.path("username").asText().equals(username))
            .map(each -> each.path("id").asText())
            .findFirst()
            .orElseThrow();
    admin.put(path + "/" + username, "{\"role\":\"marketer\"}");
    admin.put(path + "/nobody-at-all", "{\"role\":\"marketer\"}");
    List<AdministrationEntry> recorded = recorded("putMember", 4);
    assertThat(recorded)
        .extracting(entry -> entry.act().object(), entry -> entry.result().outcome())
        .containsExactlyInAnyOrder(
            tuple(username, Outcome.REQUESTED),
            tuple(id, Outcome.DONE),
            tuple("nobody-at-all", Outcome.REQUESTED),
            tuple("nobody-at-all", Outcome.FAILED));
    assertThat(recorded.stream().flatMap(entry -> entry.changes().stream()))
        .contains(
            FieldChange.open("/role", TextNode.valueOf("viewer"), TextNode.valueOf("marketer")));
    assertThat(recorded).allMatch(entry -> entry.actor().kind() == Actor.Kind.PROGRAM);
  }

  @Test
  void theTrailHasWhatAMemberHadBeforeAChange() {
    String member = member(name(), "viewer");
    admin.put(member, "{\"role\":\"viewer\",\"personalData\":true}");
    admin.put(member, "{\"role\":\"marketer\",\"personalData\":true}");
    admin.put(member, "{\"role\":\"marketer\"}");
    admin.delete(member);

    FieldChange given = FieldChange.open("/personalData", FALSE, TRUE);
    FieldChange taken = FieldChange.open("/personalData", TRUE, FALSE);
    assertThat(done("putMember", 3).map(AdministrationEntry::changes))
        .containsExactlyInAnyOrder(
            List.of(given), List.of(role("viewer", "marketer")), List.of(taken));
    assertThat(done("removeMember", 1).flatMap(entry -> entry.changes().stream()))
        .containsExactlyInAnyOrder(
            role("marketer", null), FieldChange.open("/personalData", FALSE, null));
  }

  @Test
  void theTrailHasWhatADeletedApiClientHad() {
    String clients = path.replace("/members", "/api-clients");
    String wanted = "{\"name\":\"reports\",\"role\":\"engineer\",\"personalData\":true}";
    String id = admin.post(clients, wanted).json().path("clientId").asText();
    admin.delete(clients + "/" + id);

    assertThat(done("createApiClient", 1).map(AdministrationEntry::act))
        .containsExactly(new Act("createApiClient", "client", id, "reports"));
    assertThat(done("deleteApiClient", 1).map(AdministrationEntry::act))
        .containsExactly(new Act("deleteApiClient", "client", id, "reports"));
    assertThat(done("deleteApiClient", 1).flatMap(entry -> entry.changes().stream()))
        .containsExactlyInAnyOrder(
            FieldChange.open("/name", TextNode.valueOf("reports"), null),
            role("engineer", null),
            FieldChange.open("/personalData", TRUE, null));
  }

  @Test
  void theTrailHasTheIdThatReplacesTheOneOfAnApiClient() {
    String clients = path.replace("/members", "/api-clients");
    String wanted = "{\"name\":\"reports\",\"role\":\"viewer\"}";
    String old = admin.post(clients, wanted).json().path("clientId").asText();
    String fresh =
        admin.post(clients + "/" + old + "/rotation", "{}").json().path("clientId").asText();

    assertThat(done("rotateApiClient", 1).flatMap(entry -> entry.changes().stream()))
        .containsExactly(FieldChange.open("/clientId", text(old), text(fresh)));
  }

  @Test
  void theTrailHasWhatAReplacedOrRevokedInvitationOffered() {
    String invitations = path.replace("/members", "/invitations");
    String email = name() + "@example.test";
    String invitation = "{\"email\":\"%s\",\"role\":\"%s\"%s}";
    admin.post(invitations, invitation.formatted(email, "admin", ",\"personalData\":true"));
    String id =
        admin
            .post(invitations, invitation.formatted(email, "viewer", ""))
            .json()
            .at("/invitation/id")
            .asText();
    admin.delete(invitations + "/" + id);

    FieldChange to = FieldChange.personal("/email", null, email);
    assertThat(done("inviteMember", 2).map(AdministrationEntry::changes))
        .containsExactlyInAnyOrder(
            List.of(to, FieldChange.open("/personalData", null, TRUE), role(null, "admin")),
            List.of(to, FieldChange.open("/personalData", TRUE, FALSE), role("admin", "viewer")));
    assertThat(done("revokeInvitation", 1).flatMap(entry -> entry.changes().stream()))
        .containsExactlyInAnyOrder(
            FieldChange.personal("/email", email, null),
            FieldChange.open("/personalData", FALSE, null),
            role("viewer", null));
  }

  private static FieldChange role(@Nullable String before, @Nullable String after) {
    return FieldChange.open("/role", text(before), text(after));
  }

  private static @Nullable JsonNode text(@Nullable String value) {
    return value == null ? null : TextNode.valueOf(value);
  }

  /** The entries of changes that were made; each has another one of its intent. */
  private Stream<AdministrationEntry> done(String operation, int changes) {
    return recorded(operation, 2 * changes).stream()
        .filter(entry -> entry.result().outcome() == Outcome.DONE);
  }

  private List<AdministrationEntry> recorded(String operation, int atLeast) {
    return RecordedAdministration.await(
        TestInfrastructure.kafka().bootstrapServers(),
        new WorkspaceId(workspace.path("id").asText()),
        operation,
        atLeast);
  }

  @Test
  void membersGetTheirRoleAndLoseIt() {
    String username = name();
    String member = member(username, "marketer");
    assertThat(admin.put(member, "{\"role\":\"engineer\",\"personalData\":true}").status())
        .isEqualTo(204);
    assertThat(listed()).hasSize(1);
    JsonNode shown = listed().get(0);
    assertThat(shown.path("username").asText()).isEqualTo(username);
    assertThat(shown.path("name").asText()).isEqualTo("First Last");
    assertThat(shown.path("email").asText()).isEqualTo(username + "@example.test");
    assertThat(shown.path("role").asText()).isEqualTo("engineer");
    assertThat(shown.path("personalData").asBoolean()).isTrue();
    assertThat(shown.path("invited").asBoolean()).isFalse();
    assertThat(admin.delete(path + "/" + shown.path("id").asText()).status()).isEqualTo(204);
    assertThat(listed()).isEmpty();
    assertThat(admin.delete(member).status()).isEqualTo(404);
  }

  @Test
  void whoHasAnAccountButIsNoMemberIsAnsweredLikeNobody() {
    String username = name();
    Realm.createUser(username, Realm.PASSWORD);
    for (String known : new String[] {username, username + "@example.test"}) {
      for (Answer answer :
          new Answer[] {
            admin.put(path + "/" + known, "{\"role\":\"viewer\"}"), admin.delete(path + "/" + known)
          }) {
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.json().path("detail").asText()).isEqualTo(known + " is not a member");
      }
    }
    assertThat(admin.put(path + "/nobody", "{\"role\":\"viewer\"}").json().path("detail").asText())
        .isEqualTo("nobody is not a member");
    assertThat(listed()).isEmpty();
  }

  /**
   * An admin who may not see personal data could otherwise give the right to a client of theirs.
   */
  @Test
  void onlyWhoHasTheRightToPersonalDataGivesIt() {
    String clients = path.replace("/members", "/api-clients");
    JsonNode made = admin.post(clients, "{\"name\":\"blind\",\"role\":\"admin\"}").json();
    Api blind = Api.of(made.path("clientId").asText(), made.path("secret").asText());
    String seeing = member(name(), "viewer");
    String invitations = path.replace("/members", "/invitations");
    String email = name() + "@example.test";
    String body = "{\"email\":\"%s\",\"role\":\"viewer\",\"personalData\":true}".formatted(email);
    String id = admin.post(invitations, body).json().at("/invitation/id").asText();
    assertThat(admin.put(seeing, "{\"role\":\"viewer\",\"personalData\":true}").status())
        .isEqualTo(204);
    for (Answer refused :
        new Answer[] {
          blind.put(member(name(), "viewer"), "{\"role\":\"viewer\",\"personalData\":true}"),
          blind.post(invitations, body),
          // With the link they could accept it themselves.
          blind.post(invitations + "/" + id + "/link", ""),
          blind.post(clients, "{\"name\":\"c\",\"role\":\"viewer\",\"personalData\":true}")
        }) {
      assertThat(refused.status()).isEqualTo(403);
      assertThat(refused.json().path("detail").asText()).contains("personal-data:read");
    }
    // Who has it keeps it when their role changes.
    assertThat(blind.put(seeing, "{\"role\":\"marketer\",\"personalData\":true}").status())
        .isEqualTo(204);
    assertThat(blind.put(seeing, "{\"role\":\"marketer\"}").status()).isEqualTo(204);
  }

  @Test
  void theLastAdminStaysAdmin() {
    String first = member(name(), "admin");
    String second = member(name(), "viewer");

    for (Answer refused :
        new Answer[] {admin.delete(first), admin.put(first, "{\"role\":\"engineer\"}")}) {
      assertThat(refused.status()).isEqualTo(409);
      assertThat(refused.code()).isEqualTo("last-admin");
    }
    assertThat(listed().findValuesAsText("role")).containsExactlyInAnyOrder("admin", "viewer");
    assertThat(admin.put(first, "{\"role\":\"admin\",\"personalData\":true}").status())
        .isEqualTo(204);
    assertThat(admin.put(second, "{\"role\":\"admin\"}").status()).isEqualTo(204);
    assertThat(admin.delete(first).status()).isEqualTo(204);
    assertThat(admin.delete(second).code()).isEqualTo("last-admin");
  }

  @Test
  void nobodyHidesBehindANameLikeAProgramsAccount() {
    String ghost = "service-account-ghost-" + UUID.randomUUID();
    String harmless = name();
    Realm.createUser(harmless, Realm.PASSWORD, Realm.group(workspace, "admin"));
    assertThat(Realm.rename(harmless, ghost)).isEqualTo(400);
    // An account from before such names were refused.
    Realm.importUser(ghost, Realm.group(workspace, "admin"));

    assertThat(listed().findValuesAsText("username")).contains(ghost);
    assertThat(admin.delete(path + "/" + harmless).status()).isEqualTo(204);
    assertThat(admin.delete(path + "/" + ghost).code()).isEqualTo("last-admin");
    assertThat(admin.put(path + "/" + ghost, "{\"role\":\"admin\"}").status()).isEqualTo(204);
    member(name(), "admin");
    assertThat(admin.delete(path + "/" + ghost).status()).isEqualTo(204);
    assertThat(listed().findValuesAsText("username")).doesNotContain(ghost);
  }

  @Test
  void everyMemberSeesTheOthersButAddressesOnlyWithTheRightTo() {
    String byName = name();
    member(byName, "viewer");
    member(name() + "@example.test", "viewer");
    Api viewer = viewer();

    JsonNode shown = viewer.get(path).json().path("data");
    assertThat(shown).hasSize(2);
    assertThat(shown.toString()).contains(byName + "\"").doesNotContain("@");
    assertThat(shown.findValues("email")).allMatch(email -> email.path("masked").asBoolean());
    assertThat(viewer.delete(path + "/" + byName).status()).isEqualTo(403);
  }

  private Api viewer() {
    JsonNode client =
        admin
            .post(path.replace("/members", "/api-clients"), "{\"name\":\"v1\",\"role\":\"viewer\"}")
            .json();
    return Api.of(client.path("clientId").asText(), client.path("secret").asText());
  }
}
