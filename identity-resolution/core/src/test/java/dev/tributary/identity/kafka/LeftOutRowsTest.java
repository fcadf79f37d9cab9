package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChange.Change;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.identity.claim.LeftOut;
import dev.tributary.identity.claim.LeftOut.Reason;
import dev.tributary.identity.postgres.profile.PostgresProfileQueries;
import dev.tributary.identity.profile.ProfileQueries;
import dev.tributary.runtime.loop.Input;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The identifiers that rows of a people model name, and that do not count. */
class LeftOutRowsTest {
  private static final String WRONG = "ada lovelace@shop.example";
  private static final LeftOut LEFT_OUT = invalid(WRONG);
  private static Identity identity;
  private static ProfileQueries people;

  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));
  private final ModelId model = new ModelId("mdl_" + inputs.workspace());

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
    people = new PostgresProfileQueries(identity.requests());
  }

  @BeforeEach
  void define() {
    Mapping mapping =
        new Mapping(Map.of("user", "user_id", "mail", "email"), Map.of(), Map.of(), Map.of(), null);
    identity.define(
        inputs.workspace(),
        model.value(),
        1,
        new ModelBody(ModelBody.PERSON, List.of("id"), Map.of(), mapping));
  }

  @Test
  void anIdentifierOfARowThatDoesNotCountIsShownUntilTheRowIsCorrected() throws Exception {
    identity.apply(row(1, 1, "ada", WRONG));
    assertThat(leftOutOf("ada")).containsExactly(LEFT_OUT);
    identity.apply(row(1, 2, "ada", "ada@shop.example"));
    assertThat(leftOutOf("ada")).isEmpty();
  }

  @Test
  void anIdentifierOfARowThatDoesNotCountIsShownUntilTheRowIsRemoved() throws Exception {
    identity.apply(row(1, 1, "ada", WRONG));
    identity.apply(inputs.row(change(Change.REMOVED, 1, 2, Map.of())));
    assertThat(leftOutOf("ada")).isEmpty();
  }

  @Test
  void theNewestEventsAndRowsAreListedTogether() throws Exception {
    identity.apply(row(1, 1, "ada", "first@shop"));
    identity.apply(identify("second@shop", 2));
    identity.apply(row(2, 3, "ada", "third@shop"));
    identity.apply(identify("first@shop", 4));
    assertThat(leftOutOf("ada"))
        .containsExactly(invalid("first@shop"), invalid("third@shop"), invalid("second@shop"));
  }

  @Test
  void afterAMergeTheRowsOfBothProfilesCount() throws Exception {
    identity.apply(inputs.event("{'type':'page','messageId':'m1','anonymousId':'a1'}", 1));
    identity.apply(row(1, 2, "ada", WRONG));
    ProfileId younger = profile("ada");
    identity.apply(
        inputs.event(
            "{'type':'track','event':'Login','messageId':'m3','userId':'ada','anonymousId':'a1'}",
            3));
    assertThat(profile("ada")).isNotEqualTo(younger);
    assertThat(leftOutOf("ada")).containsExactly(LEFT_OUT);
  }

  @Test
  void aValueThatJsonbRefusesIsKept() throws Exception {
    identity.apply(row(1, 1, "ada", "ada\0@shop.example"));
    assertThat(leftOutOf("ada")).containsExactly(invalid("ada\0@shop.example"));
  }

  private static LeftOut invalid(String address) {
    return new LeftOut(new Identifier(Identifier.EMAIL, address), Reason.INVALID);
  }

  private List<LeftOut> leftOutOf(String user) {
    return people.leftOut(inputs.workspace(), profile(user));
  }

  private ProfileId profile(String user) {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(inputs.workspace()))
        .filter(state -> state.identifiers().contains(new Identifier("user_id", user)))
        .map(ProfileState::profile)
        .findFirst()
        .orElseThrow();
  }

  private Input identify(String mail, int minute) {
    return inputs.event(
        "{'type':'identify','messageId':'m%d','userId':'ada','traits':{'email':'%s'}}"
            .formatted(minute, mail),
        minute);
  }

  /**
   * @param minute of the run
   */
  private Input row(int key, int minute, String user, String mail) {
    return inputs.row(
        change(
            Change.CHANGED,
            key,
            minute,
            Map.of("user", new TextNode(user), "mail", new TextNode(mail))));
  }

  private RowChange change(Change change, int key, int minute, Map<String, JsonNode> row) {
    return RowChangeBuilder.builder()
        .workspace(inputs.workspace())
        .model(model)
        .modelVersion(1)
        .change(change)
        .key(Map.of("id", new IntNode(key)))
        .row(row)
        .columnTimes(Map.of())
        .changed(List.of())
        .hash("hash of " + row)
        .run(new RunId("run_" + minute))
        .runStartedAt(Inputs.START.plusSeconds(60L * minute))
        .build();
  }
}
