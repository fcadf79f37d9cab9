package dev.tributary.identity.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.contracts.command.Command;
import dev.tributary.contracts.id.WorkspaceId;
import dev.tributary.contracts.profile.ProfileState;
import dev.tributary.identity.kafka.Inputs;
import dev.tributary.identity.resolution.Tables;
import dev.tributary.identity.rules.Strategy;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A user corrects an identifier of a person, on the stores in memory. */
class CorrectedIdentifierTest {
  private static final String WRONG = "anna@exampel.com";
  private static final String RIGHT = "anna@example.com";

  private final MemoryIdentity identity = new MemoryIdentity(1);
  private final Inputs inputs = new Inputs(new WorkspaceId("wsp_1"));
  private int messages;

  @BeforeEach
  void everythingJoins() {
    identity.rules(inputs.workspace(), 1, Tables.open());
  }

  @Test
  void theRightAddressIsTheTraitAndBothAreIdentifiers() {
    identify("anna", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
    assertThat(addresses("anna")).containsExactly(WRONG, RIGHT);
    assertThat(identity.people()).hasSize(1);
  }

  @Test
  void aLaterEventWithTheWrongAddressDoesNotBringItBack() {
    identify("anna", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    identify("anna", " Anna@Exampel.com ");
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
    identify("other device", WRONG);
    assertThat(person("other device").profile()).isEqualTo(person("anna").profile());
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void aLaterEventWithAnotherAddressWins() {
    identify("anna", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    identify("anna", "anna@new.example");
    assertThat(person("anna").traits()).containsEntry("email", new TextNode("anna@new.example"));
    identify("anna", WRONG);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void aCorrectionIsCorrectedAgain() {
    identify("anna", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    correct("anna", email(RIGHT), email(WRONG));
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
    identify("anna", RIGHT);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
  }

  @Test
  void aSourceValueThatEqualsTheNewestCorrectionCounts() {
    identify("anna", WRONG);
    identify("second account", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    correct("anna", email(RIGHT), email(WRONG));
    identify("second account", "anna@new.example");
    assertThat(person("anna").traits()).containsEntry("email", new TextNode("anna@new.example"));
    identify("anna", WRONG);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
    assertThat(addresses("anna")).containsExactly(WRONG, RIGHT, "anna@new.example");
  }

  @Test
  void aCorrectionOfTheTagOfAnAddressKeepsTheRightAddressOfSources() {
    identify("anna", "anna+shop@gmail.com");
    identify("second account", "anna+shop@gmail.com");
    correct("anna", email("anna+shop@gmail.com"), email("anna@gmail.com"));
    identify("second account", "anna@new.example");
    identify("anna", "anna@gmail.com");
    assertThat(person("anna").traits()).containsEntry("email", new TextNode("anna@gmail.com"));
    identify("anna", "anna+shop@gmail.com");
    assertThat(person("anna").traits()).containsEntry("email", new TextNode("anna@new.example"));
  }

  @Test
  void aCorrectedTraitIsNoCorrectionOfAnIdentifier() {
    identify("anna", WRONG);
    correctTrait("anna", RIGHT);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
    assertThat(addresses("anna")).containsExactly(WRONG);
    identify("anna", WRONG);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
  }

  @Test
  void afterAnUnmergeNoPersonHasTheAddressOfTheOther() {
    identify("anna", WRONG);
    identify("bea", RIGHT);
    correct("anna", email(WRONG), email(RIGHT));
    assertThat(identity.people()).hasSize(1);
    unmerge("anna", List.of(new Identifier(Identifier.USER_ID, "bea"), email(RIGHT)));
    assertThat(addresses("anna")).containsExactly(WRONG);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
    assertThat(addresses("bea")).containsExactly(RIGHT);
    assertThat(person("bea").traits()).containsEntry("email", new TextNode(RIGHT));
    identify("anna", WRONG);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
  }

  @Test
  void anUnmergeThatMovesTheWrongAddressLeavesTheRightOneToItsPerson() {
    identify("anna", WRONG);
    identify("bea", RIGHT);
    correct("anna", email(WRONG), email(RIGHT));
    unmerge("anna", List.of(new Identifier(Identifier.USER_ID, "anna"), email(WRONG)));
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
    assertThat(person("bea").traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void anUnmergeThatKeepsBothAddressesTogetherKeepsTheCorrection() {
    identify("anna", WRONG);
    identify("bea", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    unmerge("anna", List.of(new Identifier(Identifier.USER_ID, "bea")));
    identify("anna", WRONG);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
    unmerge("anna", List.of(email(WRONG), email(RIGHT)));
    assertThat(person(Identifier.EMAIL, WRONG).identifiers())
        .containsExactly(email(WRONG), email(RIGHT));
    assertThat(person(Identifier.EMAIL, WRONG).traits())
        .containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void aWithdrawnCorrectionNoLongerHidesTheValueOfASource() {
    identify("anna", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    correctTrait("anna", null);
    assertThat(person("anna").traits()).doesNotContainKey("email");
    identify("anna", WRONG);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
  }

  @Test
  void aCorrectionThatIsWithdrawnGivesTheSourcesTheirValueBack() {
    identify("anna", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    withdrawCorrection("anna");
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(WRONG));
    assertThat(addresses("anna")).containsExactly(WRONG, RIGHT);
    identify("anna", "anna@new.example");
    assertThat(person("anna").traits()).containsEntry("email", new TextNode("anna@new.example"));
    correct("anna", email(WRONG), email(RIGHT));
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void theSameCorrectionAgainChangesNothingThatIsSent() {
    identify("anna", WRONG);
    correct("anna", email(WRONG), email(RIGHT));
    ProfileState once = person("anna");
    correct("anna", email(WRONG), email(RIGHT));
    assertThat(person("anna").identifiers()).isEqualTo(once.identifiers());
    assertThat(person("anna").traits()).isEqualTo(once.traits());
  }

  @Test
  void aPersonWithTheRightAddressIsMergedIfTheRulesAllowIt() {
    identify("anna", WRONG);
    identify("anna of the shop", RIGHT);
    correct("anna", email(WRONG), email(RIGHT));
    assertThat(identity.people()).hasSize(1);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
  }

  @Test
  void nothingChangesIfTheRulesDoNotAllowTheMerge() {
    identity.rules(
        inputs.workspace(), 2, Tables.of(Strategy.MERGE, "user_id 1", "email", "anonymous_id"));
    identify("anna", WRONG);
    identify("anna of the shop", RIGHT);
    List<ProfileState> before = identity.people();
    correct("anna", email(WRONG), email(RIGHT));
    assertThat(identity.people()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void nothingChangesIfTheAddressBelongsToAnotherPersonMeanwhile() {
    identify("anna", WRONG);
    identify("bob", "bob@example.com");
    List<ProfileState> before = identity.people();
    correct("anna", email("bob@example.com"), email(RIGHT));
    correct("anna", email("nobody@example.com"), email(RIGHT));
    assertThat(identity.people()).containsExactlyInAnyOrderElementsOf(before);
  }

  @Test
  void theRightAddressTakesThePlaceOfAnInvalidOneThatWasLeftOut() {
    identify("anna", "anna@shop");
    correct("anna", email("anna@shop"), email(RIGHT));
    assertThat(addresses("anna")).containsExactly(RIGHT);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode(RIGHT));
    identify("other device", RIGHT);
    assertThat(identity.people()).hasSize(1);
    identify("anna", "anna@shop");
    assertThat(addresses("anna")).containsExactly(RIGHT);
    assertThat(person("anna").traits()).containsEntry("email", new TextNode("anna@shop"));
  }

  /** The e-mail address is the strongest identifier of a person without a user id. */
  @Test
  void theRightAddressOfAnInvalidOneHidesNoValidAddress() {
    visit("anna@example.com");
    visit("anna@shop");
    correct(person(Identifier.EMAIL, "anna@example.com"), email("anna@shop"), email(RIGHT));
    assertThat(person(Identifier.EMAIL, RIGHT).traits())
        .containsEntry("email", new TextNode(RIGHT));
    visit("anna@example.com");
    assertThat(person(Identifier.EMAIL, RIGHT).traits())
        .containsEntry("email", new TextNode("anna@example.com"));
  }

  @Test
  void theRightAddressOfAnInvalidOneHidesNoValidAddressOfAPersonWithAddressesOnly() {
    identify("bea", "bea@example.com");
    unmerge("bea", List.of(email("bea@example.com")));
    correct(person(Identifier.EMAIL, "bea@example.com"), email("none"), email(RIGHT));
    assertThat(person(Identifier.EMAIL, "bea@example.com").traits())
        .containsEntry("email", new TextNode(RIGHT));
    identify("other account", "bea@example.com");
    assertThat(person("other account").traits())
        .containsEntry("email", new TextNode("bea@example.com"));
    assertThat(addresses("other account")).containsExactly(RIGHT, "bea@example.com");
  }

  @Test
  void anInvalidAddressOfSeveralPeopleIsCorrectedForEachOfThem() {
    identify("anna", "none");
    identify("bea", "none");
    correct("anna", email("none"), email(RIGHT));
    correct("bea", email("none"), email("bea@example.com"));
    assertThat(addresses("anna")).containsExactly(RIGHT);
    assertThat(addresses("bea")).containsExactly("bea@example.com");
  }

  @Test
  void afterAnUnmergeTheRightAddressOfAnInvalidOneStaysWithItsPerson() {
    identify("anna", "none");
    correct("anna", email("none"), email(RIGHT));
    unmerge("anna", List.of(email(RIGHT)));
    assertThat(addresses("anna")).isEmpty();
    assertThat(person("anna").traits()).containsEntry("email", new TextNode("none"));
  }

  @Test
  void aPhoneNumberIsTheSameInEachForm() {
    phone("anna", "06 12345678");
    Identifier wrong = new Identifier(Identifier.PHONE, "+31612345678");
    Identifier right = new Identifier(Identifier.PHONE, "+31612345679");
    correct("anna", wrong, right);
    phone("anna", "+31 6 1234 5678");
    phone("anna", "0612345678");
    assertThat(person("anna").traits()).containsEntry("phone", new TextNode(right.value()));
  }

  private void identify(String user, String email) {
    send(user, "email", email);
  }

  private void phone(String user, String number) {
    send(user, "phone", number);
  }

  private void send(String user, String trait, String value) {
    messages++;
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'m%d','userId':'%s','traits':{'%s':'%s'}}"
                .formatted(messages, user, trait, value),
            messages));
  }

  private void visit(String email) {
    messages++;
    identity.apply(
        inputs.event(
            "{'type':'identify','messageId':'m%d','anonymousId':'a1','traits':{'email':'%s'}}"
                .formatted(messages, email),
            messages));
  }

  private void correct(String user, Identifier replaced, Identifier replacement) {
    correct(person(user), replaced, replacement);
  }

  private void correct(ProfileState person, Identifier replaced, Identifier replacement) {
    identity.apply(
        inputs.command(
            new Command.CorrectIdentifier(
                inputs.workspace(), person.profile(), "me", next(), replaced, replacement)));
  }

  /**
   * @param value null withdraws
   */
  private void correctTrait(String user, @Nullable String value) {
    identity.apply(
        inputs.command(
            new Command.CorrectTrait(
                inputs.workspace(),
                person(user).profile(),
                "me",
                next(),
                "email",
                value == null ? null : new TextNode(value))));
  }

  private void withdrawCorrection(String user) {
    identity.apply(
        inputs.command(
            new Command.WithdrawCorrection(
                inputs.workspace(), person(user).profile(), "me", next(), "email")));
  }

  private void unmerge(String user, List<Identifier> leaving) {
    identity.apply(
        inputs.command(
            new Command.UnmergePerson(
                inputs.workspace(), person(user).profile(), "me", next(), leaving)));
  }

  private Instant next() {
    messages++;
    return Inputs.START.plusSeconds(60L * messages);
  }

  private ProfileState person(String user) {
    return person(Identifier.USER_ID, user);
  }

  private ProfileState person(String type, String value) {
    return identity.person(type, value);
  }

  private List<String> addresses(String user) {
    return person(user).identifiers().stream()
        .filter(each -> each.type().equals(Identifier.EMAIL))
        .map(Identifier::value)
        .toList();
  }

  private static Identifier email(String value) {
    return new Identifier(Identifier.EMAIL, value);
  }
}
