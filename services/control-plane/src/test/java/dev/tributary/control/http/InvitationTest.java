package dev.tributary.control.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.audit.AdministrationEntry;
import dev.tributary.contracts.audit.AdministrationEntry.Outcome;
import dev.tributary.contracts.audit.FieldChange;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.control.ControlEnvironment;
import dev.tributary.testkit.audit.RecordedAdministration;
import dev.tributary.testkit.infra.TestInfrastructure;
import dev.tributary.testkit.keycloak.Realm;
import dev.tributary.testkit.services.Answer;
import io.agroal.api.AgroalDataSource;
import io.quarkus.agroal.DataSource;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(ControlEnvironment.class)
class InvitationTest {
  private static final String MINE = "/api/v1/me/invitations";
  private static final String ACCEPT = MINE + "/accept";
  private static final String ACCOUNT = "/invitation/account";

  @Inject
  @DataSource("worker")
  AgroalDataSource database;

  private final String name = "person-" + UUID.randomUUID();
  private final String email = name + "@example.test";
  private final Person person = new Person();
  private JsonNode workspace;
  private Api admin;
  private String path;

  @BeforeEach
  void aWorkspace() {
    workspace = WorkspaceTest.create(WorkspaceTest.freshKey());
    admin = WorkspaceTest.admin(workspace);
    path = "/api/v1/workspaces/" + workspace.path("id").asText();
  }

  private static String invitation(String email, String role) {
    return "{\"email\":\"%s\",\"role\":\"%s\"}".formatted(email, role);
  }

  private JsonNode invite(String address, String role) {
    Answer answer = admin.post(path + "/invitations", invitation(address, role));
    assertThat(answer.status()).describedAs(answer.json().toString()).isEqualTo(201);
    return answer.json();
  }

  private static String token(JsonNode issued) {
    return issued.path("link").asText().split("#", 2)[1];
  }

  private static String proof(String token) {
    return "{\"token\":\"%s\"}".formatted(token);
  }

  private JsonNode members() {
    return admin.get(path + "/members").json().path("data");
  }

  private JsonNode pending() {
    return admin.get(path + "/invitations").json().path("data");
  }

  @Test
  void somebodyNewOpensAnAccountAcceptsAndIsIn() {
    JsonNode issued = invite(email, "marketer");
    assertThat(issued.path("link").asText())
        .startsWith(ControlEnvironment.GATEWAY + "/invitation#");
    assertThat(issued.at("/invitation/emailed").asBoolean()).isFalse();
    assertThat(members()).isEmpty();

    Answer opened = person.post(ACCOUNT, proof(token(issued)));
    assertThat(opened.status()).isEqualTo(200);
    String username = opened.json().path("username").asText();
    assertThat(username).isEqualTo(name);
    // Who has seen the link has not proved that the mailbox is theirs.
    assertThat(Realm.user(username).path("email").isMissingNode()).isTrue();
    assertThat(members()).isEmpty();
    Realm.setPassword(username, Realm.PASSWORD);
    person.signIn(username);

    JsonNode offer = person.post(MINE, proof(token(issued))).json().path("data");
    assertThat(offer).hasSize(1);
    assertThat(offer.get(0).path("workspaceName")).isEqualTo(workspace.path("name"));
    assertThat(offer.get(0).path("role").asText()).isEqualTo("marketer");
    assertThat(person.post(ACCEPT, proof(token(issued))).json().path("key"))
        .isEqualTo(workspace.path("key"));

    person.signIn(username);
    assertThat(person.get("/api/v1/workspaces").json().at("/data/0/id"))
        .isEqualTo(workspace.path("id"));
    assertThat(members().findValuesAsText("username")).containsExactly(username);
    assertThat(pending()).isEmpty();
  }

  @Test
  void anAcceptedInvitationIsInTheTrailOfAdministration() {
    JsonNode issued = invite(email, "viewer");
    String token = token(issued);
    signedIn(email);
    assertThat(person.post(ACCEPT, proof(token)).status()).isEqualTo(200);
    assertThat(person.post(ACCEPT, proof(token)).status()).isNotEqualTo(200);

    List<AdministrationEntry> entries =
        RecordedAdministration.await(
            TestInfrastructure.kafka().bootstrapServers(),
            new WorkspaceId(workspace.path("id").asText()),
            "acceptInvitation",
            2);

    assertThat(entries)
        .extracting(entry -> entry.result().outcome())
        .containsExactlyInAnyOrder(Outcome.REQUESTED, Outcome.DONE);
    assertThat(entries.stream().map(AdministrationEntry::id).distinct()).hasSize(1);
    assertThat(entries)
        .allSatisfy(entry -> {
          assertThat(entry.actor().name()).isEqualTo(name);
          assertThat(entry.actor().kind()).isEqualTo(AdministrationEntry.Actor.Kind.PERSON);
          assertThat(entry.act().kind()).isEqualTo("invitation");
          assertThat(entry.act().object()).isEqualTo(issued.at("/invitation/id").asText());
          assertThat(entry.changes())
              .containsExactlyInAnyOrder(
                  FieldChange.open("/role", null, TextNode.valueOf("viewer")),
                  FieldChange.open("/personalData", null, BooleanNode.FALSE));
          assertThat(entry.origin().address()).isEqualTo("127.0.0.1");
          assertThat(entry.origin().requestId()).isNotEmpty();
        });
  }

  @Test
  void aLinkWorksOnceAndTakesNobodyBackWhoWasRemoved() {
    String token = token(invite(email, "viewer"));
    signedIn(email);
    assertThat(person.post(ACCEPT, proof(token)).status()).isEqualTo(200);
    admin.delete(path + "/members/" + name);
    person.signIn(name);

    assertThat(person.post(ACCEPT, proof(token)).status()).isEqualTo(404);
    assertThat(person.post(MINE, proof(token)).json().path("data")).isEmpty();
    assertThat(person.post(ACCOUNT, proof(token)).status()).isEqualTo(404);
    assertThat(members()).isEmpty();
  }

  /**
   * The attack: a viewer somewhere writes the address of who will be invited into their profile.
   */
  @Test
  void anAddressThatNobodyVerifiedOpensNoOtherWorkspace() {
    String victim = "ceo-" + UUID.randomUUID() + "@victim.example";
    Realm.createUser(name, Realm.PASSWORD);
    Realm.claimAddress(name, victim);
    JsonNode issued = invite(victim, "admin");
    person.signIn(name);

    assertThat(person.post(MINE, "{}").json().path("data")).isEmpty();
    String id = issued.at("/invitation/id").asText();
    assertThat(person.post(ACCEPT, "{\"invitation\":\"%s\"}".formatted(id)).status())
        .isEqualTo(404);
    assertThat(members()).isEmpty();
    // The one to whom the admin hands the link gets in all the same.
    assertThat(new Person().post(ACCOUNT, proof(token(issued))).status()).isEqualTo(200);
  }

  @Test
  void peopleCannotEditTheirOwnAddress() {
    for (JsonNode attribute : Realm.profile().path("attributes")) {
      boolean theirs = attribute.at("/permissions/edit").toString().contains("\"user\"");
      assertThat(theirs)
          .describedAs(attribute.path("name").asText())
          .isEqualTo(attribute.path("name").asText().endsWith("Name"));
    }
  }

  @Test
  void aVerifiedAddressAcceptsWithoutALink() {
    signedIn(email);
    JsonNode issued = invite(email.toUpperCase(Locale.ROOT), "engineer");
    JsonNode offers = person.post(MINE, "{}").json().path("data");
    assertThat(offers.findValues("id")).containsExactly(issued.at("/invitation/id"));
    String id = offers.get(0).path("id").asText();
    assertThat(person.post(ACCEPT, "{\"invitation\":\"%s\"}".formatted(id)).status())
        .isEqualTo(200);
    assertThat(members().findValuesAsText("role")).containsExactly("engineer");
  }

  @Test
  void theAnswerDoesNotTellWhetherSomebodyHasAnAccount() {
    Realm.createUser(name, Realm.PASSWORD);
    JsonNode known = invite(email, "viewer");
    JsonNode unknown = invite("nobody-" + email, "viewer");
    assertThat(known.fieldNames()).toIterable().containsExactlyElementsOf(unknown::fieldNames);
    assertThat(known.at("/invitation/emailed")).isEqualTo(unknown.at("/invitation/emailed"));
    assertThat(known.path("link").asText()).hasSameSizeAs(unknown.path("link").asText());
    assertThat(members()).isEmpty();
  }

  @Test
  void anotherInvitationOrLinkEndsTheOneBefore() {
    String first = token(invite(email, "viewer"));
    JsonNode second = invite(email, "engineer");
    assertThat(pending().findValuesAsText("role")).containsExactly("engineer");
    String id = second.at("/invitation/id").asText();
    String third = token(admin.post(path + "/invitations/" + id + "/link", "").json());
    signedIn("other-" + email);
    for (String old : new String[] {first, token(second)}) {
      assertThat(person.post(ACCEPT, proof(old)).status()).isEqualTo(404);
    }
    assertThat(admin.delete(path + "/invitations/" + id).status()).isEqualTo(204);
    assertThat(admin.delete(path + "/invitations/" + id).status()).isEqualTo(404);
    assertThat(person.post(ACCEPT, proof(third)).status()).isEqualTo(404);
    assertThat(members()).isEmpty();
  }

  @Test
  void aLinkEndsAfterSevenDaysAndIsStoredAsAHashOnly() throws SQLException {
    JsonNode issued = invite(email, "viewer");
    String id = issued.at("/invitation/id").asText();
    try (Connection connection = database.getConnection();
        Statement statement = connection.createStatement()) {
      var row =
          statement.executeQuery(
              "select i::text, expires_at - created_at - interval '7 days'"
                  + " between interval '-1 minute' and interval '1 minute'"
                  + " from invitation i"
                  + " where id = '"
                  + id
                  + "'");
      assertThat(row.next()).isTrue();
      assertThat(row.getString(1)).doesNotContain(token(issued));
      assertThat(row.getBoolean(2)).isTrue();
      statement.execute("update invitation set expires_at = now() where id = '" + id + "'");
    }
    signedIn(email);
    assertThat(person.post(MINE, proof(token(issued))).json().path("data")).isEmpty();
    assertThat(person.post(ACCEPT, proof(token(issued))).status()).isEqualTo(404);
    assertThat(pending().get(0).path("expired").asBoolean()).isTrue();
  }

  @Test
  void aMemberIsNotMadeSomethingElseByALink() {
    Realm.createUser(name, Realm.PASSWORD, Realm.group(workspace, "admin"));
    person.signIn(name);
    Answer refused = person.post(ACCEPT, proof(token(invite(email, "viewer"))));
    assertThat(refused.status()).isEqualTo(409);
    assertThat(members().findValuesAsText("role")).containsExactly("admin");
  }

  @Test
  void aProgramAcceptsNothing() {
    assertThat(admin.post(ACCEPT, proof(token(invite(email, "viewer")))).status()).isEqualTo(403);
  }

  @Test
  void aNewAccountIsNeverCalledLikeAProgram() {
    String token = token(invite("service-account-ghost@evil.example", "admin"));
    assertThat(person.post(ACCOUNT, proof(token)).json().path("username").asText())
        .startsWith("person-");
  }

  @Test
  void theLinkOpensOneAccountWhosePasswordIsItsOwnersOnceTheyHaveSetIt() {
    String token = token(invite(email, "viewer"));
    JsonNode first = person.post(ACCOUNT, proof(token)).json();
    JsonNode again = person.post(ACCOUNT, proof(token)).json();
    assertThat(again.path("username")).isEqualTo(first.path("username"));
    assertThat(again.path("temporaryPassword")).isNotEqualTo(first.path("temporaryPassword"));
    Realm.setPassword(name, Realm.PASSWORD);
    assertThat(person.post(ACCOUNT, proof(token)).status()).isEqualTo(409);
  }

  /** The attack: the invitee opens the mailed link, then the admin asks for a link by hand. */
  @Test
  void aLinkThatAnAdminHasSeenGivesNoPasswordOfAnAccountThatTheMailedOneOpened() throws Exception {
    JsonNode issued = invite(email, "viewer");
    String id = issued.at("/invitation/id").asText();
    execute("update invitation set mailed = true where id = '" + id + "'");
    JsonNode theirs = person.post(ACCOUNT, proof(token(issued))).json();
    assertThat(Realm.user(name).path("emailVerified").asBoolean()).isTrue();
    long passwordOf = Realm.passwordSetAt(name);

    String seen = token(admin.post(path + "/invitations/" + id + "/link", "").json());
    JsonNode other = new Person().post(ACCOUNT, proof(seen)).json();

    assertThat(other.path("username").asText())
        .startsWith(name)
        .isNotEqualTo(theirs.path("username").asText());
    assertThat(Realm.user(other.path("username").asText()).path("email").isMissingNode()).isTrue();
    assertThat(Realm.passwordSetAt(name)).isEqualTo(passwordOf);
    // An invitation that an earlier version has renewed still has the account.
    String account = Realm.user(name).path("id").asText();
    execute("update invitation set account = '" + account + "' where id = '" + id + "'");
    assertThat(new Person().post(ACCOUNT, proof(seen)).status()).isEqualTo(200);
    assertThat(Realm.passwordSetAt(name)).isEqualTo(passwordOf);
  }

  @Test
  void aLinkGivesNoPasswordOfAnAccountWhoseOwnerHasSetOneAndShallSetAnother() {
    String token = token(invite(email, "viewer"));
    assertThat(person.post(ACCOUNT, proof(token)).status()).isEqualTo(200);
    Realm.setPassword(name, Realm.PASSWORD);
    Realm.requirePassword(name);
    long passwordOf = Realm.passwordSetAt(name);

    assertThat(person.post(ACCOUNT, proof(token)).status()).isEqualTo(409);
    assertThat(Realm.passwordSetAt(name)).isEqualTo(passwordOf);
  }

  private void execute(String statement) throws SQLException {
    try (Connection connection = database.getConnection();
        Statement open = connection.createStatement()) {
      open.execute(statement);
    }
  }

  @Test
  void whoCannotBeInvitedIsSaidAtItsField() {
    for (String person : new String[] {"", " ", "a@b", "two words", "x@y..z", "somebody"}) {
      Answer refused = admin.post(path + "/invitations", invitation(person, "viewer"));
      assertThat(refused.status()).describedAs(person).isEqualTo(422);
      assertThat(refused.json().at("/errors/0/pointer").asText()).isEqualTo("/email");
    }
    Answer noRole = admin.post(path + "/invitations", "{\"email\":\"%s\"}".formatted(email));
    assertThat(noRole.json().at("/errors/0/pointer").asText()).isEqualTo("/role");
    assertThat(pending()).isEmpty();
  }

  @Test
  void anotherWorkspacesInvitationsAreOutOfReach() {
    String id = invite(email, "viewer").at("/invitation/id").asText();
    JsonNode other = WorkspaceTest.create(WorkspaceTest.freshKey());
    String elsewhere = "/api/v1/workspaces/" + other.path("id").asText() + "/invitations/" + id;
    Api stranger = WorkspaceTest.admin(other);
    assertThat(stranger.delete(elsewhere).status()).isEqualTo(404);
    assertThat(stranger.post(elsewhere + "/link", "").status()).isEqualTo(404);
    assertThat(pending()).hasSize(1);
  }

  private void signedIn(String address) {
    String username = address.substring(0, address.indexOf('@'));
    Realm.createUser(username, Realm.PASSWORD);
    person.signIn(username);
  }
}
