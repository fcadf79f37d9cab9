package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.definition.ModelBody;
import dev.tributary.contracts.definition.ModelBody.Mapping;
import dev.tributary.contracts.event.CollectedEvent;
import dev.tributary.contracts.id.ModelId;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.identity.evidence.EvidenceQueries;
import dev.tributary.identity.postgres.evidence.PostgresEvidenceQueries;
import dev.tributary.identity.postgres.profile.PostgresProfileQueries;
import dev.tributary.identity.profile.Edge;
import dev.tributary.identity.profile.Merge;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.runtime.postgres.RequestDatabase;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class MergesTest {
  private static Identity identity;
  private static RequestDatabase requests;
  private static EvidenceQueries evidence;
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_" + System.nanoTime()));

  @BeforeAll
  static void migrate() throws SQLException {
    identity = Identity.migrated();
    requests = identity.requests();
    evidence = new PostgresEvidenceQueries(requests);
  }

  @Test
  void aMergeSaysWhatJoinedTheTwoAndWhatEitherHad() throws Exception {
    identity.apply(inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1));
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'2','userId':'u1',"
                + "'traits':{'email':'anna@example.com','plan':'gold','city':null}}",
            2));
    ProfileId older = person("anonymous_id", "a1");
    ProfileId younger = person("user_id", "u1");
    CollectedEvent signedIn =
        inputs.collected(
            "{'type':'track','event':'Signed In','messageId':'3','userId':'u1','anonymousId':'a1'}",
            Inputs.START.plusSeconds(180));
    identity.apply(inputs.event(signedIn));
    Merge merge = single(merges(older));
    assertThat(merge.profile()).isEqualTo(younger);
    assertThat(merge.into()).isEqualTo(older);
    assertThat(merge.stamp().cause()).isEqualTo(signedIn.eventId().value());
    assertThat(merge.stamp().time()).isEqualTo(Inputs.START.plusSeconds(180));
    assertThat(merge.left()).isEqualTo(new Identifier("user_id", "u1"));
    assertThat(merge.right()).isEqualTo(new Identifier("anonymous_id", "a1"));
    assertThat(text(merge.had())).containsExactly("email=anna@example.com", "user_id=u1");
    assertThat(merge.had().traits()).containsExactly("email", "plan");
    assertThat(text(merge.otherHad())).containsExactly("anonymous_id=a1");
    assertThat(merge.otherHad().traits()).isEmpty();
    assertThat(merge.rulesVersion()).isZero();
  }

  @Test
  void mergesWithinOnePollAreOnRecordOneAfterTheOther() throws Exception {
    identity.apply(
        inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 9),
        inputs.event("{'type':'page','messageId':'2','anonymousId':'a2'}", 8),
        inputs.event("{'type':'page','messageId':'3','anonymousId':'a3'}", 7),
        inputs.event("{'type':'identify','messageId':'4','userId':'u1','anonymousId':'a3'}", 6),
        inputs.event("{'type':'identify','messageId':'5','userId':'u1','anonymousId':'a2'}", 5),
        inputs.event("{'type':'identify','messageId':'6','userId':'u1','anonymousId':'a1'}", 4));
    List<Merge> merges = merges(person("user_id", "u1"));
    assertThat(merges).hasSize(2);
    Merge first = merges.getFirst();
    assertThat(sides(first).values())
        .containsExactlyInAnyOrder(
            List.of("anonymous_id=a3", "user_id=u1"), List.of("anonymous_id=a2"));
    Merge second = merges.getLast();
    assertThat(sides(second).values())
        .containsExactlyInAnyOrder(
            List.of("anonymous_id=a2", "anonymous_id=a3", "user_id=u1"),
            List.of("anonymous_id=a1"));
    assertThat(sides(second).get(first.into())).as("who lived on first").hasSize(3);
    assertThat(second.into()).isEqualTo(person("user_id", "u1"));
  }

  @Test
  void oneEventThatJoinsThreePeopleMakesTwoMerges() throws Exception {
    identity.rules(inputs.workspace(), 1, Tables.open());
    identity.apply(inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1));
    identity.apply(inputs.event("{'type':'identify','messageId':'2','userId':'u1'}", 2));
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'3','userId':'u2','traits':{'email':'b@example.com'}}",
            3));
    ProfileId oldest = person("anonymous_id", "a1");
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'4','userId':'u1','anonymousId':'a1',"
                + "'traits':{'email':'b@example.com','plan':'gold'}}",
            4));
    List<Merge> merges = merges(oldest);
    assertThat(merges).hasSize(2).allMatch(merge -> merge.into().equals(oldest));
    assertThat(merges)
        .extracting(merge -> merge.left() + " " + text(merge.otherHad()))
        .containsExactly(
            new Identifier("user_id", "u1") + " [anonymous_id=a1]",
            new Identifier("email", "b@example.com") + " [anonymous_id=a1, user_id=u1]");
    assertThat(merges.getLast().otherHad().traits()).as("before the event itself").isEmpty();
  }

  @Test
  void anotherWorkspaceSeesNoMerge() throws Exception {
    identity.apply(
        inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1),
        inputs.event("{'type':'page','messageId':'2','userId':'u1'}", 2),
        inputs.event("{'type':'page','messageId':'3','userId':'u1','anonymousId':'a1'}", 3));
    ProfileId profile = person("user_id", "u1");
    assertThat(merges(profile)).hasSize(1);
    assertThat(evidence.merges(new WorkspaceId("wsp_other"), profile, 10)).isEmpty();
    assertThat(
            requests.<Integer>inWorkspace(
                new WorkspaceId("wsp_other"),
                tx ->
                    tx.createQuery("select count(*) from profile_merge")
                        .mapTo(Integer.class)
                        .one()))
        .isZero();
  }

  @Test
  void aMergeFromBeforeMergesWereOnRecordIsShownWithWhatIsKnown() throws Exception {
    identity.apply(
        inputs.event("{'type':'page','messageId':'1','anonymousId':'a1'}", 1),
        inputs.event("{'type':'page','messageId':'2','userId':'u1'}", 2),
        inputs.event("{'type':'page','messageId':'3','userId':'u1','anonymousId':'a1'}", 3));
    ProfileId profile = person("user_id", "u1");
    ProfileId loser = single(merges(profile)).profile();
    identity.execute("delete from profile_merge where loser = '" + loser + "'");
    Merge merge = single(merges(profile));
    assertThat(merge.profile()).isEqualTo(loser);
    assertThat(merge.into()).isEqualTo(profile);
    assertThat(merge.left()).isNull();
    assertThat(merge.had().identifiers()).isEmpty();
  }

  @Test
  void theEarliestEvidenceOfAPairStaysWithItsMessageId() throws Exception {
    String track = "{'type':'track','event':'A','messageId':'%s','userId':'u1','anonymousId':'a1'}";
    identity.apply(inputs.event(track.formatted("second"), 20));
    assertThat(single(edges()).messageId()).isEqualTo("second");
    identity.apply(
        inputs.event(track.formatted("third"), 30), inputs.event(track.formatted("first"), 10));
    assertThat(single(edges()).messageId()).isEqualTo("first");
    identity.apply(inputs.event(track.formatted("fourth"), 40));
    assertThat(single(edges()).messageId()).isEqualTo("first");
  }

  @Test
  void evidenceOfARowHasNoMessageId() throws Exception {
    ModelId model = new ModelId("mdl_" + inputs.workspace());
    Mapping mapping =
        new Mapping(Map.of("user", "user_id", "mail", "email"), Map.of(), Map.of(), Map.of(), null);
    identity.define(
        inputs.workspace(),
        model.value(),
        1,
        new ModelBody(ModelBody.PERSON, List.of("id"), Map.of(), mapping));
    identity.apply(
        inputs.row(
            RowChangeBuilder.builder()
                .workspace(inputs.workspace())
                .model(model)
                .modelVersion(1)
                .change(RowChange.Change.ADDED)
                .key(Map.of("id", new IntNode(1)))
                .row(Map.of("user", new TextNode("u1"), "mail", new TextNode("anna@example.com")))
                .columnTimes(Map.of())
                .changed(List.of())
                .hash("hash")
                .run(new RunId("run_1"))
                .runStartedAt(Inputs.START)
                .build()));
    Edge edge = single(edges());
    assertThat(edge.messageId()).isNull();
    assertThat(edge.stamp().cause()).isEqualTo("run_1");
    assertThat(edge.source()).isEqualTo(model + "/{\"id\":1}");
  }

  private List<Edge> edges() {
    return new PostgresProfileQueries(requests)
        .find(inputs.workspace(), person("user_id", "u1"))
        .orElseThrow()
        .edges();
  }

  private List<Merge> merges(ProfileId profile) {
    return evidence.merges(inputs.workspace(), profile, 10);
  }

  private static <T> T single(List<T> all) {
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  /** What either had, by their ids. Who of two that were made in one poll is older is chance. */
  private static Map<ProfileId, List<String>> sides(Merge merge) {
    return Map.of(merge.profile(), text(merge.had()), merge.into(), text(merge.otherHad()));
  }

  private static List<String> text(Merge.PersonSummary had) {
    return had.identifiers().stream().map(each -> each.type() + "=" + each.value()).toList();
  }

  private ProfileId person(String type, String value) {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(inputs.workspace()))
        .filter(state -> state.identifiers().contains(new Identifier(type, value)))
        .map(ProfileState::profile)
        .findFirst()
        .orElseThrow();
  }
}
