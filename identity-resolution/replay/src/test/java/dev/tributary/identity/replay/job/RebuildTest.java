package dev.tributary.identity.replay.job;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.contracts.id.RunId;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ConsentState;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.contracts.row.RowChange;
import dev.tributary.contracts.row.RowChangeBuilder;
import dev.tributary.identity.input.PeopleModels;
import dev.tributary.identity.kafka.Identity;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.model.History;
import dev.tributary.identity.model.IdentityModelTest;
import dev.tributary.identity.replay.ReplayCopy;
import dev.tributary.identity.replay.ReplayedInputs;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.IdentifierType;
import dev.tributary.identity.rules.IdentifierType.LetterCase;
import dev.tributary.identity.rules.IdentifierType.Part;
import dev.tributary.identity.rules.IdentifierTypeBuilder;
import dev.tributary.identity.rules.IdentityRules;
import dev.tributary.identity.rules.Strategy;
import dev.tributary.runtime.loop.Input;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a rebuild holds to beside the rules: what people said, and what nothing tells any more. */
class RebuildTest {
  private static final Instant NOBODY_IS_OLDER = Instant.EPOCH;
  private static final Identifier ANN = new Identifier("user_id", "ann");
  private static final Identifier BOB = new Identifier("user_id", "bob");
  private static final String WRONG = "ann@exampel.com";
  private static final String RIGHT = "ann@example.com";
  private static Identity identity;
  private static ReplayFixture fixture;

  private final List<Input> all = new ArrayList<>();
  private Inputs inputs;
  private ReplayCopy copy;
  private int minutes;

  @BeforeAll
  static void migrate() {
    identity = ReplayFixture.migrated();
    fixture = new ReplayFixture(identity);
  }

  @BeforeEach
  void begin() throws Exception {
    String name = "_" + System.nanoTime();
    inputs = new Inputs(new WorkspaceId("wsp" + name));
    copy = new ReplayCopy(new WorkspaceId("wsp" + name), new WorkspaceId("rbd" + name));
    IdentityModelTest.define(identity, inputs.workspace());
    identity.rules(inputs.workspace(), 1, Tables.open());
  }

  @Test
  void whoWasTakenApartAfterAMergeByHandStaysApart() throws Exception {
    live(identify("ann", "a1"));
    live(identify("bob", "a2"));
    live(merge(1));
    live(apart(2));

    replay(Tables.open());
    assertThat(fixture.people(copy.name()))
        .hasSize(2)
        .isEqualTo(fixture.people(inputs.workspace()));
    assertThat(fixture.others(copy)).isEmpty();
  }

  @Test
  void whoWasMergedByHandAfterTheyWereTakenApartStaysOne() throws Exception {
    live(identify("ann", "a1"), identify("bob", "a2"));
    live(merge(1));
    live(apart(2));
    live(merge(3));

    replay(Tables.open());
    assertThat(fixture.people(copy.name())).hasSize(1);
    live(apart(4));
    ReplayCopy again = new ReplayCopy(copy.workspace(), new WorkspaceId(copy.name() + "b"));
    fixture.replay(again, all, Tables.open());
    assertThat(fixture.people(again.name())).hasSize(2);
  }

  @Test
  void whoIsTakenApartMeanwhileIsNotPutTogether() throws Exception {
    live(identify("ann", "a1"), identify("bob", "a2"), identify("bob", "a1"));
    replay(Tables.open());
    live(apart(2));
    assertThat(fixture.people(inputs.workspace())).hasSize(2);

    switchOver(1);
    assertThat(fixture.people(inputs.workspace())).hasSize(2);
    assertThat(endings()).containsOnly("incomplete");
  }

  @Test
  void whatRowsGaveStaysWhenNoModelSaysWhatTheyMean() throws Exception {
    live(identify("ann", "a1"));
    live(new History(3, inputs, 30).shuffled(3).get(3).toArray(Input[]::new));
    var before = fixture.people(inputs.workspace());
    List<String> rows = modelRows();
    assertThat(rows).isNotEmpty();

    fixture.replay(
        copy, all, Tables.open(), NOBODY_IS_OLDER, new PeopleModels(_ -> Optional.empty()));
    switchOver(1);
    assertThat(fixture.people(inputs.workspace())).isEqualTo(before);
    assertThat(modelRows()).isEqualTo(rows);
  }

  @Test
  void whatSomebodyAskedForByHandDoesNotKeepThemFromChanging() throws Exception {
    live(identify("ann", "a1"), identify("bob", "a1"));
    ProfileId profile = people().getFirst().profile();
    live(
        inputs.command(
            new Command.SetConsent(
                inputs.workspace(), profile, "me", Inputs.START, "ads", ConsentState.GRANTED)));

    IdentityRules blocking = blocking("user_id", "^(ann|bob)$");
    identity.rules(inputs.workspace(), 2, blocking);
    replay(blocking);
    switchOver(2);
    assertThat(people())
        .singleElement()
        .extracting(ProfileState::identifiers)
        .isEqualTo(List.of(new Identifier("anonymous_id", "a1")));
    assertThat(endings()).containsOnly("changed");
  }

  @Test
  void aLateCopyOfAnOlderChangeOfARowHasNoEffectAfterTheRowNamesNobody() throws Exception {
    Input late = row(new RunId("run_1"), "bob");
    live(row(new RunId("run_2"), "ann"));
    assertThat(people()).hasSize(1);

    rebuiltUnder(blocking("user_id", "^ann$"), 2);
    assertThat(people()).isEmpty();
    assertThat(modelRows()).isEmpty();
    identity.apply(late);
    assertThat(people()).isEmpty();
  }

  @Test
  void aRowThatNamesSomebodyAgainUnderOtherRulesIsAppliedAgain() throws Exception {
    live(row(new RunId("run_2"), "ann"));
    rebuiltUnder(blocking("user_id", "^ann$"), 2);
    assertThat(people()).isEmpty();

    copy = new ReplayCopy(copy.workspace(), new WorkspaceId(copy.name() + "b"));
    identity.rules(inputs.workspace(), 3, Tables.open());
    replay(Tables.open());
    live(
        inputs.command(new Command.Redrive(inputs.workspace(), quarantined(), "me", Inputs.START)));
    switchOver(3);
    assertThat(people())
        .singleElement()
        .extracting(ProfileState::identifiers)
        .isEqualTo(List.of(ANN));
    assertThat(fixture.others(copy)).isEmpty();
  }

  @Test
  void whatARowLeavesOutFollowsTheRulesOfTheRebuild() throws Exception {
    TextNode mail = new TextNode("ann@shop.example");
    live(row(new RunId("run_1"), Map.of("user", new TextNode("ann"), "mail", mail)));
    assertThat(leftOutOfRows()).containsExactly("null");

    // These rules have no line for e-mail addresses.
    rebuiltUnder(blocking("anonymous_id", "^0$"), 2);
    assertThat(leftOutOfRows()).containsExactly("unknown-type");
  }

  @Test
  void whoLostAnInputIsLeftAsTheyAre() throws Exception {
    live(identify("ann", "a1"), identify("bob", "a1"), identify("cat", "a3"));
    IdentityRules rules = Tables.of(Strategy.MERGE, "user_id 1", "anonymous_id");
    identity.rules(inputs.workspace(), 2, rules);
    fixture.replay(copy, all.subList(1, 3), rules);
    switchOver(2);
    assertThat(people()).hasSize(2);
    assertThat(endings()).containsOnly("partly");
    assertThat(fixture.others(copy)).isEmpty();
  }

  @Test
  void whoTheLogHasForgottenIsTakenApartByWhatTheyHold() throws Exception {
    live(identify("ann", "tablet"), identify("bob", "tablet"), identify("bob", "phone"));
    assertThat(people()).hasSize(1);
    rebuiltFromMemory(Tables.of(Strategy.MERGE, "user_id 1", "anonymous_id"));
    assertThat(people()).hasSize(2);
  }

  @Test
  void whoTheLogHasForgottenIsPutTogetherByWhatDidNotCountThen() throws Exception {
    identity.rules(
        inputs.workspace(), 1, Tables.of(Strategy.MERGE, "user_id 1", "phone", "anonymous_id"));
    live(identify("ann", "tablet"), identify("bob", "phone"));
    live(
        inputs.event(
            "{'type':'identify','messageId':'p1','userId':'ann','traits':{'phone':'+31612345678'}}",
            9),
        inputs.event(
            "{'type':'identify','messageId':'p2','userId':'bob','traits':{'phone':'+31612345678'}}",
            9));
    assertThat(people()).hasSize(2);
    rebuiltFromMemory(Tables.open());
    assertThat(people()).hasSize(1);
  }

  @Test
  void whoHoldsMoreThanOneInputMayAddKeepsAllOfIt() throws Exception {
    identity.rules(inputs.workspace(), 1, Tables.open());
    live(large("ann", "a1"), large("bob", "a2"), identify("cat", "a3"));
    live(seen("bob", "a1"), seen("cat", "a1"));
    assertThat(people()).hasSize(1);
    IdentityRules rules = Tables.of(Strategy.MERGE, "user_id 2", "anonymous_id");
    identity.rules(inputs.workspace(), 2, rules);
    fixture.forget(inputs.workspace(), all.size());
    fixture.replay(copy, List.of(), rules, Instant.now());
    switchOver(2);

    assertThat(people()).hasSize(2);
    assertThat(people())
        .flatExtracting(each -> each.traits().keySet())
        .contains("large_of_ann", "large_of_bob");
    assertThat(endings()).containsOnly("changed");
  }

  @Test
  void aCorrectionThatAnUnmergeEndedStaysEnded() throws Exception {
    live(mail("ann", WRONG), mail("bob", RIGHT));
    live(correct(WRONG, RIGHT));
    live(mail("ann", WRONG));
    assertThat(people()).hasSize(1);
    live(
        inputs.command(
            new Command.UnmergePerson(
                inputs.workspace(), profile(ANN), "me", next(), List.of(BOB, address(RIGHT)))));

    replay(Tables.open());
    assertThat(fixture.people(copy.name()))
        .hasSize(2)
        .isEqualTo(fixture.people(inputs.workspace()));
    assertThat(fixture.others(copy)).isEmpty();
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(WRONG));
    assertThat(person(BOB).traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void aCorrectionStaysIfTheRulesBlockTheWrongValue() throws Exception {
    live(mail("ann", WRONG), mail("bob", "bob@example.com"));
    live(correct(WRONG, RIGHT));
    live(mail("ann", WRONG));

    rebuiltUnder(blockingAddress(WRONG), 2);
    assertThat(person(ANN).identifiers()).contains(address(RIGHT));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(RIGHT));
    assertThat(person(BOB).identifiers()).doesNotContain(address(RIGHT));
    live(mail("ann", WRONG));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(RIGHT));

    copy = new ReplayCopy(copy.workspace(), new WorkspaceId(copy.name() + "b"));
    rebuiltUnder(blockingAddress(WRONG), 3);
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void noPersonGetsTheRightAddressIfSeveralHadTheBlockedOne() throws Exception {
    live(mail("ann", WRONG), mail("bob", WRONG));
    live(correct(WRONG, RIGHT));
    assertThat(people()).hasSize(1);

    rebuiltUnder(blockingAddress(WRONG), 2);
    assertThat(people()).hasSize(2);
    assertThat(people()).flatExtracting(ProfileState::identifiers).doesNotContain(address(RIGHT));
  }

  @Test
  void aCorrectionThatTheLogHasForgottenStays() throws Exception {
    live(mail("ann", WRONG));
    live(correct(WRONG, RIGHT));
    live(mail("ann", WRONG));
    var before = fixture.people(inputs.workspace());

    rebuiltWithoutLog(Tables.open());
    assertThat(fixture.people(inputs.workspace())).isEqualTo(before);
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void aCorrectionThatTheLogHasForgottenIsWrittenAsTheRulesWriteIt() throws Exception {
    live(mail("ann", "an.a@gmail.com"));
    live(correct("an.a@gmail.com", "an.na@gmail.com"));

    rebuiltWithoutLog(withoutDots());
    assertThat(person(ANN).identifiers())
        .containsExactly(address("ana@gmail.com"), address("anna@gmail.com"), ANN);
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode("anna@gmail.com"));
  }

  /** Nothing leads from the blocked address to a person any more, so the correction ends. */
  @Test
  void aCorrectionThatTheLogHasForgottenEndsIfTheRulesBlockTheWrongValue() throws Exception {
    live(mail("ann", WRONG), mail("bob", "bob@example.com"));
    live(correct(WRONG, RIGHT));
    live(mail("ann", WRONG));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(RIGHT));

    rebuiltWithoutLog(blockingAddress(WRONG));
    assertThat(person(ANN).identifiers()).containsExactly(ANN);
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(WRONG));
    assertThat(person(BOB).identifiers()).doesNotContain(address(RIGHT));
    assertThat(person(BOB).traits()).containsEntry("email", new TextNode("bob@example.com"));
    live(mail("ann", WRONG));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(WRONG));
  }

  @Test
  void aWithdrawnCorrectionThatTheLogHasForgottenStaysWithdrawn() throws Exception {
    live(mail("ann", WRONG));
    live(correct(WRONG, RIGHT));
    live(withdrawal("email"));
    assertThat(person(ANN).traits()).doesNotContainKey("email");
    live(mail("ann", WRONG));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(WRONG));

    rebuiltWithoutLog(Tables.open());
    assertThat(person(ANN).identifiers()).contains(address(WRONG), address(RIGHT));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(WRONG));
  }

  @Test
  void theSourcesKeepTheirValueIfACorrectionWasWithdrawn() throws Exception {
    correctAndWithdraw();
    replay(Tables.open());
    assertThat(fixture.people(copy.name()))
        .hasSize(1)
        .isEqualTo(fixture.people(inputs.workspace()));
  }

  @Test
  void theSourcesKeepTheirValueIfTheLogHasForgottenAWithdrawnCorrection() throws Exception {
    correctAndWithdraw();
    rebuiltWithoutLog(Tables.open());
    assertThat(person(ANN).identifiers()).contains(address(WRONG), address(RIGHT));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(WRONG));
  }

  @Test
  void theRightAddressOfAnInvalidOneStays() throws Exception {
    correctInvalid();
    replay(Tables.open());
    assertThat(fixture.people(copy.name()))
        .hasSize(1)
        .isEqualTo(fixture.people(inputs.workspace()));
  }

  @Test
  void theRightAddressOfAnInvalidOneStaysIfTheLogHasForgottenIt() throws Exception {
    correctInvalid();
    rebuiltWithoutLog(Tables.open());
    assertThat(person(ANN).identifiers()).containsExactlyInAnyOrder(ANN, address(RIGHT));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(RIGHT));
  }

  private void correctInvalid() throws Exception {
    live(mail("ann", "ann@shop"));
    live(
        inputs.command(
            new Command.CorrectIdentifier(
                inputs.workspace(),
                profile(ANN),
                "me",
                next(),
                address("ann@shop"),
                address(RIGHT))));
    assertThat(person(ANN).identifiers()).containsExactlyInAnyOrder(ANN, address(RIGHT));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(RIGHT));
  }

  private void correctAndWithdraw() throws Exception {
    live(mail("ann", WRONG));
    live(correct(WRONG, RIGHT));
    live(
        inputs.command(
            new Command.CorrectTrait(
                inputs.workspace(), profile(ANN), "me", next(), "email", new TextNode("?"))));
    live(
        inputs.command(
            new Command.WithdrawCorrection(
                inputs.workspace(), profile(ANN), "me", next(), "email")));
    assertThat(person(ANN).traits()).containsEntry("email", new TextNode(WRONG));
  }

  private Input withdrawal(String trait) {
    return inputs.command(
        new Command.CorrectTrait(inputs.workspace(), profile(ANN), "me", next(), trait, null));
  }

  private void rebuiltWithoutLog(IdentityRules rules) throws Exception {
    identity.rules(inputs.workspace(), 2, rules);
    fixture.forget(inputs.workspace(), all.size());
    fixture.replay(copy, List.of(), rules, Instant.now());
    switchOver(2);
    assertThat(fixture.others(copy)).isEmpty();
  }

  private Input mail(String user, String address) {
    minutes++;
    return inputs.event(
        "{'type':'identify','messageId':'m%d','userId':'%s','traits':{'email':'%s'}}"
            .formatted(minutes, user, address),
        minutes);
  }

  private Input correct(String replaced, String replacement) {
    return inputs.command(
        new Command.CorrectIdentifier(
            inputs.workspace(),
            profile(address(replaced)),
            "me",
            next(),
            address(replaced),
            address(replacement)));
  }

  private Instant next() {
    minutes++;
    return Inputs.START.plusSeconds(60L * minutes);
  }

  private static Identifier address(String value) {
    return new Identifier(Identifier.EMAIL, value);
  }

  private static IdentityRules blockingAddress(String address) {
    return withAddresses(line -> IdentifierTypeBuilder.builder(line).blocked(List.of(address)));
  }

  private static IdentityRules withoutDots() {
    return withAddresses(line -> IdentifierTypeBuilder.builder(line).dots(Part.DROP));
  }

  private static IdentityRules withAddresses(
      Function<IdentifierType, IdentifierTypeBuilder> change) {
    IdentityRules open = Tables.open();
    return new IdentityRules(
        open.strategy(),
        open.maxIdentifiers(),
        open.maxMerges(),
        open.suspectAfter(),
        open.types().stream()
            .map(line -> line.type().equals(Identifier.EMAIL) ? change.apply(line).build() : line)
            .toList());
  }

  private Input seen(String user, String device) {
    minutes++;
    return inputs.event(
        "{'type':'page','messageId':'m%d','userId':'%s','anonymousId':'%s'}"
            .formatted(minutes, user, device),
        minutes);
  }

  private Input large(String user, String device) {
    minutes++;
    return inputs.event(
        "{'type':'identify','messageId':'m%d','userId':'%s','anonymousId':'%s','traits':{'large_of_%2$s':'%s'}}"
            .formatted(minutes, user, device, "x".repeat(150_000)),
        minutes);
  }

  /** Comes to what the same history comes to where nothing was forgotten. */
  private void rebuiltFromMemory(IdentityRules rules) throws Exception {
    String scratch = inputs.workspace() + "_scratch";
    fixture.fromScratch(new WorkspaceId(scratch), rules, all);
    identity.rules(inputs.workspace(), 2, rules);
    fixture.forget(inputs.workspace(), all.size());
    fixture.replay(copy, List.of(), rules, Instant.now());
    switchOver(2);
    assertThat(fixture.people(inputs.workspace()))
        .isEqualTo(fixture.people(new WorkspaceId(scratch)));
    assertThat(fixture.others(copy)).isEmpty();
  }

  private void rebuiltUnder(IdentityRules rules, long version) throws Exception {
    identity.rules(inputs.workspace(), version, rules);
    replay(rules);
    switchOver(version);
    assertThat(fixture.others(copy)).isEmpty();
  }

  /** They are known by the types that commands are on record with. */
  @Test
  void everySilentCommandIsACommand() {
    Set<String> kinds =
        Stream.of(Command.class.getAnnotation(JsonSubTypes.class).value())
            .map(JsonSubTypes.Type::name)
            .collect(Collectors.toSet());
    assertThat(kinds).containsAll(ReplayedInputs.NEUTRAL_COMMANDS);
  }

  private void live(Input... some) throws Exception {
    identity.apply(some);
    all.addAll(List.of(some));
  }

  private void replay(IdentityRules rules) throws Exception {
    fixture.replay(copy, all, rules);
  }

  private void switchOver(long version) throws Exception {
    fixture.rebuild(copy, version, fixture.others(copy));
  }

  /** Each a minute after the one before. */
  private Input identify(String user, String device) {
    minutes++;
    return inputs.event(
        "{'type':'identify','messageId':'m%d','userId':'%s','anonymousId':'%s','traits':{'of_%s':1}}"
            .formatted(minutes, user, device, user),
        minutes);
  }

  private Input row(RunId run, String user) {
    return row(run, Map.of("user", new TextNode(user)));
  }

  /** Always the same row. */
  private Input row(RunId run, Map<String, JsonNode> row) {
    minutes++;
    Instant time = Inputs.START.plusSeconds(60L * minutes);
    return inputs.row(
        RowChangeBuilder.builder()
            .workspace(inputs.workspace())
            .model(History.MODEL)
            .modelVersion(1)
            .change(RowChange.Change.CHANGED)
            .key(Map.of("id", new IntNode(1)))
            .row(row)
            .columnTimes(Map.of())
            .changed(List.of())
            .hash("hash of " + row)
            .run(run)
            .runStartedAt(time)
            .build());
  }

  private String quarantined() throws Exception {
    return identity
        .rows(
            "select id from quarantined_input where workspace = '%s' and state = 'waiting'"
                .formatted(inputs.workspace()))
        .getFirst();
  }

  private Input merge(int minutes) {
    return inputs.command(
        new Command.MergePeople(
            inputs.workspace(),
            profile(ANN),
            "me",
            Inputs.START.plusSeconds(60L * minutes),
            profile(BOB),
            ANN,
            BOB));
  }

  private Input apart(int minutes) {
    return inputs.command(
        new Command.UnmergePerson(
            inputs.workspace(),
            profile(BOB),
            "me",
            Inputs.START.plusSeconds(60L * minutes),
            List.of(BOB, new Identifier("anonymous_id", "a2"))));
  }

  private ProfileId profile(Identifier identifier) {
    return person(identifier).profile();
  }

  private ProfileState person(Identifier identifier) {
    return people().stream()
        .filter(state -> state.identifiers().contains(identifier))
        .findFirst()
        .orElseThrow();
  }

  private List<ProfileState> people() {
    return identity.people().stream()
        .filter(state -> state.workspace().equals(inputs.workspace()))
        .filter(state -> !state.identifiers().isEmpty())
        .toList();
  }

  private List<String> endings() throws Exception {
    return identity.rows(
        "select ending from rebuilt_profile where shadow = '%s'".formatted(copy.name()));
  }

  private List<String> modelRows() throws Exception {
    return identity.rows(
        "select model, row_key, hash from model_row where workspace = '%s' order by row_key"
            .formatted(inputs.workspace()));
  }

  private List<String> leftOutOfRows() throws Exception {
    return identity.rows(
        "select left_out -> 0 ->> 'reason' from model_row where workspace = '%s'"
            .formatted(inputs.workspace()));
  }

  private static IdentityRules blocking(String blocked, String pattern) {
    return new IdentityRules(
        Strategy.MERGE,
        2_000,
        10_000,
        10,
        List.of(line("user_id", blocked, pattern), line("anonymous_id", blocked, pattern)));
  }

  private static IdentifierType line(String type, String blocked, String pattern) {
    return IdentifierTypeBuilder.builder()
        .type(type)
        .merges(true)
        .unique(true)
        .limit(null)
        .letterCase(LetterCase.KEEP)
        .plusTags(Part.KEEP)
        .dots(Part.KEEP)
        .region(null)
        .pattern(null)
        .blocked(type.equals(blocked) ? List.of(pattern) : List.of())
        .build();
  }
}
