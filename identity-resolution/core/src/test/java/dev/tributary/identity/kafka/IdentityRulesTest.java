package dev.tributary.identity.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.fact.Fact;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.postgres.SourceFacts;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.loop.Input;
import io.agroal.api.AgroalDataSource;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What the table of rules does to events, rows and people in the database. */
class IdentityRulesTest {
  private static Identity identity;
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_rules_" + System.nanoTime()));
  private int messages;

  @BeforeAll
  static void migrate() {
    identity = Identity.migrated();
  }

  @Test
  void aBlockedValueNamesNobodyAndIsOnRecord() throws Exception {
    identity.apply(
        identify("null", "a1", null),
        identify("0000-00", "a2", null),
        identify("Undefined", "a3", "test@test.com"),
        identify("-1", null, null));
    assertThat(people()).hasSize(3);
    assertThat(rows("select count(*) from identifier where MINE and type = 'user_id'"))
        .containsExactly("0");
    assertThat(rows("select reason, detail from quarantined_input where MINE"))
        .containsExactly("missing-ids No id of the event can name a person: user_id is blocked");
    assertThat(
            rows(
                "select string_agg(e ->> 'type' || ' ' || (e ->> 'reason'), ', ' order by e ->>"
                    + " 'type') from accepted_event, jsonb_array_elements(left_out) e where"
                    + " MINE group by event order by 1"))
        .containsExactly("email blocked, user_id blocked", "user_id blocked", "user_id blocked");
  }

  @Test
  void aSharedTabletMeltsNobody() throws Exception {
    int users = 300;
    List<Input> inputsOfAll = new ArrayList<>();
    for (int i = 0; i < users; i++) {
      inputsOfAll.add(identify("u" + i, "tablet", "u" + i + "@example.com"));
      inputsOfAll.add(identify("u" + i, "tablet", null));
    }
    for (int from = 0; from < inputsOfAll.size(); from += 50) {
      identity.apply(inputsOfAll.subList(from, from + 50).toArray(Input[]::new));
    }
    assertThat(people()).hasSize(users);
    assertThat(people())
        .allSatisfy(person -> assertThat(person.identifiers()).hasSizeBetween(2, 3));
    assertThat(rows("select suspected from shared_identifier where MINE and value = 'tablet'"))
        .as("a value beside more than ten people")
        .containsExactly("t");
    assertThat(rows("select max(cardinality(beside)) < 100 from shared_identifier where MINE"))
        .containsExactly("t");
    assertThat(rows("select count(*) from conflict where MINE"))
        .as("a device asks nobody")
        .contains("0");
  }

  @Test
  void aDefaultIdOnManyDevicesStopsAtTheLimit() throws Exception {
    List<Input> events = new ArrayList<>();
    for (int i = 0; i < 200; i++) {
      events.add(identify("a-default-nobody-knows", "device" + i, null));
    }
    identity.apply(events.toArray(Input[]::new));
    assertThat(people()).singleElement().extracting(ProfileState::identifiers).asList().hasSize(21);
    assertThat(rows("select count(*) from accepted_event where MINE and left_out is not null"))
        .containsExactly("180");
    assertThat(rows("select type, value, suspected from shared_identifier where MINE"))
        .containsExactly("user_id a-default-nobody-knows t");
  }

  @Test
  void aValueIsSuspectedBesideMoreThanTheRulesSayAndNotBefore() throws Exception {
    IdentityRules rules = IdentityRules.DEFAULT;
    identity.rules(
        inputs.workspace(),
        1,
        new IdentityRules(
            rules.strategy(), rules.maxIdentifiers(), rules.maxMerges(), 3, rules.types()));
    String suspected = "select value from shared_identifier where MINE and suspected";
    identity.apply(identify("first", null, "office@example.com"));
    for (int i = 0; i < 3; i++) {
      identity.apply(identify("colleague" + i, null, "office@example.com"));
    }
    for (int i = 0; i < 20 + 3; i++) {
      identity.apply(identify("nobodys-id", "device" + i, null));
    }
    identity.apply(identify("nobodys-id", "device20", null));
    assertThat(rows(suspected)).isEmpty();
    identity.apply(identify("colleague3", null, "office@example.com"));
    assertThat(rows(suspected)).containsExactly("office@example.com");
    identity.apply(identify("nobodys-id", "device23", null));
    assertThat(rows(suspected)).containsExactlyInAnyOrder("office@example.com", "nobodys-id");
  }

  @Test
  void whoReachesACapStopsGrowingAndIsTold() throws Exception {
    IdentityRules open = Tables.open();
    identity.rules(
        inputs.workspace(),
        1,
        new IdentityRules(open.strategy(), 5, open.maxMerges(), 10, open.types()));
    identity.apply(identify("other", null, null));
    for (int i = 0; i < 20; i++) {
      identity.apply(identify("one", "device" + i, null));
    }
    assertThat(person("one").identifiers()).hasSize(5);
    try (AgroalDataSource worker = identity.pool()) {
      SourceFacts facts = new SourceFacts(worker, Clock.systemUTC());
      assertThat(facts.facts(inputs.workspace())).contains(new Fact.CappedPeople(1));
      identity.apply(inputs.command(merge("me", person("one"), person("other"))));
      assertThat(facts.facts(inputs.workspace()))
          .as("who has become part of somebody else")
          .noneMatch(Fact.CappedPeople.class::isInstance);
    }
  }

  @Test
  void whoHasTakenInAsManyAsTheyMayTakesInNobodyMoreAndIsToldForADay() throws Exception {
    IdentityRules open = Tables.open();
    identity.rules(
        inputs.workspace(),
        1,
        new IdentityRules(open.strategy(), open.maxIdentifiers(), 1, 10, open.types()));
    identity.apply(
        identify("one", null, null), identify(null, "d1", null), identify(null, "d2", null));
    identity.apply(identify("one", "d1", null));
    try (AgroalDataSource worker = identity.pool()) {
      SourceFacts facts = new SourceFacts(worker, Clock.systemUTC());
      assertThat(facts.facts(inputs.workspace())).noneMatch(Fact.CappedPeople.class::isInstance);
      identity.apply(identify("one", "d2", null));
      assertThat(person("one").identifiers())
          .extracting(Identifier::value)
          .containsExactlyInAnyOrder("one", "d1");
      assertThat(people()).hasSize(2);
      assertThat(rows("select distinct outcome from accepted_event where MINE"))
          .containsExactly("applied");
      assertThat(facts.facts(inputs.workspace())).contains(new Fact.CappedPeople(1));
      identity.execute(
          "update capped_profile set last_at = last_at - interval '1 day' where workspace = '%s'"
              .formatted(inputs.workspace()));
      assertThat(facts.facts(inputs.workspace())).noneMatch(Fact.CappedPeople.class::isInstance);
    }
  }

  @Test
  void peopleWhoShareAnAddressStayApartUntilSomebodyDecides() throws Exception {
    identity.apply(identify("ann", null, "us@example.com"), identify("bob", null, null));
    identity.apply(identify("bob", null, "us@example.com"));
    identity.apply(identify("bob", null, "us@example.com"));
    assertThat(people()).hasSize(2);
    assertThat(
            rows(
                "select reason, type, value, anchor_value, events, outcome is null from conflict"
                    + " where MINE"))
        .containsExactly("limit email us@example.com bob 2 t");
    ProfileState bob = person("bob");
    Command merge =
        new Command.MergePeople(
            inputs.workspace(),
            bob.profile(),
            "me",
            Inputs.START,
            person("ann").profile(),
            new Identifier("user_id", "bob"),
            new Identifier("email", "us@example.com"));
    identity.apply(inputs.command(merge));
    assertThat(people()).singleElement().extracting(ProfileState::identifiers).asList().hasSize(3);
    assertThat(rows("select type, outcome from accepted_event where MINE and source = 'manual'"))
        .containsExactly("merge-people applied");
    assertThat(
            rows(
                "select source from edge where MINE and right_value = 'bob' and source = 'manual'"))
        .containsExactly("manual");
  }

  @Test
  void aMergeByAThresholdGivesWayToWhatSomebodySaid() throws Exception {
    identity.apply(identify("ann", null, null), identify("bob", null, null));
    identity.cut(
        inputs.workspace(), new Identifier("user_id", "ann"), new Identifier("user_id", "bob"));
    identity.apply(inputs.command(merge("matching", person("ann"), person("bob"))));
    assertThat(people()).hasSize(2);
    identity.apply(inputs.command(merge("me", person("ann"), person("bob"))));
    assertThat(people()).as("whoever says otherwise later").hasSize(1);
  }

  @Test
  void aChainOfMergesIsOnePersonThoughTheirIdsMove() throws Exception {
    identity.apply(identify("a", null, null), identify("b", null, null));
    identity.apply(identify("c", null, null), identify("d", null, null));
    Command first = merge("matching", person("b"), person("a"));
    Command second = merge("matching", person("c"), person("b"));
    Command third = merge("matching", person("b"), person("d"));
    identity.apply(inputs.command(first), inputs.command(second));
    identity.apply(inputs.command(third));
    assertThat(people()).singleElement().extracting(ProfileState::identifiers).asList().hasSize(4);
  }

  private Command merge(String actor, ProfileState one, ProfileState other) {
    return new Command.MergePeople(
        inputs.workspace(),
        one.profile(),
        actor,
        Inputs.START,
        other.profile(),
        one.identifiers().getFirst(),
        other.identifiers().getFirst());
  }

  @Test
  void whatPeopleShareGoesOnLeadingToWhoeverLivesOnForItsFirstHolder() throws Exception {
    identity.rules(
        inputs.workspace(), 1, Tables.of(Strategy.MERGE, "user_id", "email~", "anonymous_id"));
    identity.apply(identify("c", null, null), identify("a", null, null));
    identity.apply(identify("b", null, "us@example.com"));
    identity.apply(identify("a", null, "us@example.com"));
    // One event names all three: b, to whom the shared value leads, is taken in last.
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'all','userId':'c','context':{'externalIds':["
                + "{'type':'user_id','id':'a'},{'type':'user_id','id':'b'}]}}",
            2));
    assertThat(people()).hasSize(1);
    assertThat(
            rows(
                "select count(*) from identifier i where i.MINE and not exists (select from profile"
                    + " p where p.workspace = i.workspace and p.profile = i.profile)"))
        .as("identifiers that lead to nobody")
        .containsExactly("0");
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'later','traits':{'email':"
                + "'us@example.com'},'anonymousId':'x'}",
            3));
    assertThat(rows("select outcome from accepted_event where MINE order by event desc limit 1"))
        .containsExactly("applied");
  }

  @Test
  void aCutHoldsWhateverTheRulesAllowLater() throws Exception {
    identity.apply(identify("ann", null, "us@example.com"), identify("bob", null, null));
    identity.rules(inputs.workspace(), 1, Tables.open());
    identity.cut(
        inputs.workspace(),
        new Identifier("email", "us@example.com"),
        new Identifier("user_id", "bob"));
    identity.apply(identify("bob", null, "us@example.com"));
    assertThat(people()).hasSize(2);
    assertThat(rows("select reason from conflict where MINE")).containsExactly("kept-apart");
  }

  @Test
  void aCutHoldsForThoseWhomNobodyHasMetYet() throws Exception {
    for (String value : List.of("ann", "bob")) {
      identity.cut(
          inputs.workspace(), new Identifier("user_id", value), new Identifier("user_id", "carl"));
    }
    identity.rules(inputs.workspace(), 1, Tables.open());
    identity.apply(
        identify("ann", null, "us@example.com"), identify("carl", null, "us@example.com"));
    assertThat(people()).as("in one poll").hasSize(2);
    identity.apply(identify("dan", null, "them@example.com"));
    identity.apply(identify("bob", null, "them@example.com"));
    assertThat(people()).as("bob is dan").hasSize(3);
    identity.apply(identify("carl", null, "them@example.com"));
    assertThat(people()).as("carl is not").hasSize(3);
  }

  @Test
  void whatSomebodyKeepsApartIsNoOpenQuestion() throws Exception {
    identity.apply(identify("ann", null, "us@example.com"), identify("bob", null, null));
    identity.cut(
        inputs.workspace(),
        new Identifier("email", "us@example.com"),
        new Identifier("user_id", "bob"));
    identity.apply(identify("bob", null, "us@example.com"));
    identity.apply(identify("bob", null, "us@example.com"));
    assertThat(rows("select outcome, events from conflict where MINE"))
        .containsExactly("kept-apart 2");
  }

  @Test
  void aConflictIsOneWhoeverHasTakenInThePersonWhoHadIt() throws Exception {
    identity.apply(identify("carl", null, null), identify("ann", null, "us@example.com"));
    identity.apply(identify("bob", null, null));
    identity.apply(identify("bob", null, "us@example.com"));
    // Before and after the merge in one poll, then in another.
    identity.apply(
        identify("bob", null, "us@example.com"),
        merge("carl", "bob"),
        identify("bob", null, "us@example.com"));
    identity.apply(identify("bob", null, "us@example.com"));
    assertThat(people()).hasSize(2);
    assertThat(rows("select events, outcome is null from conflict where MINE"))
        .containsExactly("4 t");
  }

  @Test
  void whoTakesPeopleApartSettlesWhatTheyWereInConflictAbout() throws Exception {
    identity.apply(identify("ann", null, "us@example.com"));
    identity.apply(identify("bob", null, null));
    identity.apply(identify("bob", null, "us@example.com"));
    identity.apply(merge("bob", "ann"));
    assertThat(people()).hasSize(1);
    identity.apply(
        inputs.command(
            new Command.UnmergePerson(
                inputs.workspace(),
                person("ann").profile(),
                "me",
                Inputs.START,
                List.of(new Identifier("user_id", "bob")))));
    assertThat(people()).hasSize(2);
    assertThat(rows("select outcome, settled_by from conflict where MINE"))
        .containsExactly("kept-apart me");
    identity.apply(identify("bob", null, "us@example.com"));
    assertThat(rows("select outcome from conflict where MINE")).containsOnly("kept-apart");
  }

  /** That the two are one, as somebody says by hand. */
  private Input merge(String user, String other) {
    return inputs.command(
        new Command.MergePeople(
            inputs.workspace(),
            person(user).profile(),
            "me",
            Inputs.START,
            person(other).profile(),
            new Identifier("user_id", user),
            new Identifier("user_id", other)));
  }

  @Test
  void whatManyIdentifiersSayOfOneTraitFits() throws Exception {
    identity.rules(inputs.workspace(), 1, Tables.open());
    int devices = 400;
    List<Input> events = new ArrayList<>();
    for (int i = 0; i < devices; i++) {
      events.add(identify("ann", "device" + i, null));
    }
    for (int i = 0; i < devices; i++) {
      String page = "p".repeat(1_000) + i;
      events.add(
          inputs.event(
              "{'type':'identify','messageId':'said%d','anonymousId':'device%d','traits':{'page':'%s'}}"
                  .formatted(i, i, page),
              2 + i));
    }
    for (int from = 0; from < events.size(); from += 100) {
      identity.apply(events.subList(from, from + 100).toArray(Input[]::new));
    }
    assertThat(rows("select count(*) from quarantined_input where MINE")).containsExactly("0");
    assertThat(rows("select octet_length(document) <= 262144 from profile where MINE"))
        .containsExactly("t");
    assertThat(person("ann").traits().get("page").textValue()).endsWith("p" + (devices - 1));
  }

  @Test
  void anEventIsDecidedByTheRulesOfItsTime() throws Exception {
    identity.apply(identify("ann", "a1", null), identify("bob", "a1", null));
    assertThat(people()).hasSize(2);
    identity.rules(inputs.workspace(), 1, Tables.open());
    identity.apply(identify("bob", "a1", null));
    assertThat(people()).hasSize(1);
    IdentityRules apart = Tables.of(Strategy.ISOLATE, "user_id", "anonymous_id");
    identity.rules(inputs.workspace(), 2, apart);
    identity.apply(identify("eve", "a1", "eve@example.com"));
    assertThat(people()).as("who is one already stays one").hasSize(2);
    assertThat(
            rows(
                "select e ->> 'reason' from accepted_event, jsonb_array_elements(left_out) e where"
                    + " MINE and event = (select max(event) from accepted_event where MINE) order"
                    + " by 1"))
        .containsExactly("someone-elses-device", "unknown-type");
  }

  private Input identify(String user, String device, String email) {
    StringBuilder json = new StringBuilder("{'type':'identify','messageId':'" + ++messages + "'");
    json.append(user == null ? "" : ",'userId':'" + user + "'");
    json.append(device == null ? "" : ",'anonymousId':'" + device + "'");
    json.append(email == null ? "" : ",'traits':{'email':'" + email + "'}");
    return inputs.event(json + "}", 1);
  }

  private List<ProfileState> people() {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(inputs.workspace()))
        .toList();
  }

  private ProfileState person(String user) {
    return people().stream()
        .filter(state -> state.identifiers().contains(new Identifier("user_id", user)))
        .findFirst()
        .orElseThrow();
  }

  private List<String> rows(String query) throws Exception {
    return identity.rows(inputs.workspace(), query);
  }
}
