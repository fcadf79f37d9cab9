package dev.tributary.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Actor;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(GatewayEnvironment.class)
class MemberTest {
  private JsonNode workspace;
  private Api admin;
  private String path;

  @BeforeEach
  void aWorkspace() {
    workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    admin = WorkspaceTest.admin(workspace);
    path = members(workspace);
  }

  private static String members(JsonNode workspace) {
    return "/api/v1/workspaces/" + workspace.path("id").asText() + "/members";
  }

  private static String name() {
    return "person-" + UUID.randomUUID();
  }

  private static String somebody() {
    String username = name();
    Realm.createUser(username, "password");
    return username;
  }

  private static String invitation(String person, String role) {
    return "{\"person\":\"%s\",\"role\":\"%s\"}".formatted(person, role);
  }

  private JsonNode listed() {
    return admin.get(path).json().path("data");
  }

  @Test
  void whatIsAskedOfKeycloakIsOnRecordBeforeAndAfterIt() {
    String username = somebody();
    admin.put(path + "/" + username, "{\"role\":\"marketer\"}");
    admin.put(path + "/nobody-at-all", "{\"role\":\"marketer\"}");
    List<AdministrationEntry> recorded =
        RecordedAdministration.await(
            TestInfrastructure.kafka().bootstrapServers(),
            workspace.path("id").asText(),
            "putMember",
            4);
    assertThat(recorded)
        .extracting(entry -> entry.act().object(), entry -> entry.result().outcome())
        .containsExactlyInAnyOrder(
            tuple(username, Outcome.REQUESTED),
            tuple(username, Outcome.DONE),
            tuple("nobody-at-all", Outcome.REQUESTED),
            tuple("nobody-at-all", Outcome.FAILED));
    assertThat(recorded.stream().flatMap(entry -> entry.changes().stream()))
        .contains(FieldChange.open("/role", null, TextNode.valueOf("marketer")));
    assertThat(recorded).allMatch(entry -> entry.actor().kind() == Actor.Kind.PROGRAM);
  }

  @Test
  void membersGetTheirRoleAndLoseIt() {
    String username = somebody();
    String member = path + "/" + username;
    assertThat(admin.put(member, "{\"role\":\"marketer\"}").status()).isEqualTo(204);
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
    assertThat(admin.put(path + "/nobody", "{\"role\":\"viewer\"}").status()).isEqualTo(404);
  }

  /**
   * An admin who may not see personal data could otherwise give the right to a client of theirs.
   */
  @Test
  void onlyWhoHasTheRightToPersonalDataGivesIt() {
    String clients = path.replace("/members", "/api-clients");
    JsonNode made = admin.post(clients, "{\"name\":\"blind\",\"role\":\"admin\"}").json();
    Api blind = Api.of(made.path("clientId").asText(), made.path("secret").asText());
    String seeing = path + "/" + somebody();
    assertThat(admin.put(seeing, "{\"role\":\"viewer\",\"personalData\":true}").status())
        .isEqualTo(204);
    for (Api.Answer refused :
        new Api.Answer[] {
          blind.put(path + "/" + somebody(), "{\"role\":\"viewer\",\"personalData\":true}"),
          blind.post(
              path,
              "{\"person\":\"%s@example.test\",\"role\":\"viewer\",\"personalData\":true}"
                  .formatted(name())),
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
    String first = path + "/" + somebody();
    String second = path + "/" + somebody();
    admin.put(first, "{\"role\":\"admin\"}");
    admin.put(second, "{\"role\":\"viewer\"}");

    for (Api.Answer refused :
        new Api.Answer[] {admin.delete(first), admin.put(first, "{\"role\":\"engineer\"}")}) {
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
  void somebodyNewGetsAnAccountAndOneWayIn() {
    String username = name();
    String email = username + "@example.test";
    Api.Answer invited = admin.post(path, invitation(email, "marketer"));
    assertThat(invited.status()).describedAs(invited.json().toString()).isEqualTo(201);
    assertThat(invited.json().path("emailed").asBoolean()).isFalse();
    assertThat(invited.json().path("temporaryPassword").asText()).hasSize(23);
    JsonNode shown = listed().get(0);
    assertThat(shown.path("id")).isEqualTo(invited.json().path("id"));
    assertThat(shown.path("username").asText()).isEqualTo(username);
    assertThat(shown.path("role").asText()).isEqualTo("marketer");
    assertThat(shown.path("invited").asBoolean()).isTrue();

    Api.Answer again = admin.post(path, invitation(email, "viewer"));
    assertThat(again.json().path("id")).isEqualTo(invited.json().path("id"));
    assertThat(again.json().path("temporaryPassword").asText())
        .isNotEqualTo(invited.json().path("temporaryPassword").asText());
    assertThat(listed().findValuesAsText("role")).containsExactly("viewer");
  }

  @Test
  void whoHoldsTheWayInToAnotherWorkspaceIsNotInvitedHere() {
    String email = name() + "@example.test";
    JsonNode other = WorkspaceTest.create(WorkspaceTest.freshKey());
    WorkspaceTest.admin(other).post(members(other), invitation(email, "admin"));

    Api.Answer refused = admin.post(path, invitation(email, "viewer"));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/person");
    assertThat(listed()).isEmpty();
  }

  @Test
  void whatAnOperatorPreparedIsNotTakenOver() {
    String username = somebody();
    Realm.requirePassword(username);

    Api.Answer invited = admin.post(path, invitation(username + "@example.test", "viewer"));
    assertThat(invited.status()).isEqualTo(201);
    assertThat(invited.json().path("temporaryPassword").isNull()).isTrue();
    Realm.join(username, "/installation/admin");
    Api.Answer again = admin.post(path, invitation(username, "viewer"));
    assertThat(again.status()).isEqualTo(409);
  }

  @Test
  void twoPeopleWhoseAddressesBeginAlikeAreTwo() {
    String name = name();
    for (String host : new String[] {"one.test", "two.test"}) {
      assertThat(admin.post(path, invitation(name + "@" + host, "viewer")).status()).isEqualTo(201);
    }
    assertThat(listed().findValuesAsText("email"))
        .containsExactlyInAnyOrder(name + "@one.test", name + "@two.test");
    assertThat(listed().findValuesAsText("username")).contains(name).doesNotHaveDuplicates();
  }

  @Test
  void whoHasAnAccountOnlyGetsTheRole() {
    String username = somebody();
    Api.Answer invited = admin.post(path, invitation(username + "@example.test", "engineer"));
    assertThat(invited.status()).isEqualTo(201);
    assertThat(invited.json().path("emailed").asBoolean()).isFalse();
    assertThat(invited.json().path("temporaryPassword").isNull()).isTrue();
    assertThat(listed().findValuesAsText("username")).containsExactly(username);
    Api.Answer again = admin.post(path, invitation(username, "viewer"));
    assertThat(again.status()).isEqualTo(409);
    assertThat(again.json().at("/errors/0/pointer").asText()).isEqualTo("/person");
    assertThat(listed().findValuesAsText("role")).containsExactly("engineer");
  }

  @Test
  void whoCannotBeInvitedIsSaidAtItsField() {
    for (String person : new String[] {"", " ", "a@b", "two words", "x@y..z", "nobody-" + name()}) {
      Api.Answer refused = admin.post(path, invitation(person, "viewer"));
      assertThat(refused.status()).describedAs(person).isEqualTo(422);
      assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/person");
    }
    Api.Answer noRole = admin.post(path, "{\"person\":\"%s@example.test\"}".formatted(name()));
    assertThat(noRole.json().at("/errors/0/pointer").asText()).isEqualTo("/role");
    assertThat(listed()).isEmpty();
  }

  @Test
  void everyMemberSeesTheOthersButAddressesOnlyWithTheRightTo() {
    String byName = somebody();
    String byAddress = name() + "@example.test";
    Realm.createUser(byAddress, "password");
    admin.put(path + "/" + byName, "{\"role\":\"viewer\"}");
    admin.put(path + "/" + byAddress, "{\"role\":\"viewer\"}");
    Api viewer = viewer();

    JsonNode shown = viewer.get(path).json().path("data");
    assertThat(shown).hasSize(2);
    assertThat(shown.toString()).contains(byName + "\"").doesNotContain("@");
    assertThat(shown.findValues("email")).allMatch(email -> email.path("masked").asBoolean());
    assertThat(viewer.post(path, invitation(name() + "@example.test", "viewer")).status())
        .isEqualTo(403);
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
