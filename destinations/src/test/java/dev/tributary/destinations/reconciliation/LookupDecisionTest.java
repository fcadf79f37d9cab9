package dev.tributary.destinations.reconciliation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.EffectClass;
import dev.tributary.destinations.connector.Listing.ByMatchValue;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Mode;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LookupDecisionTest {
  private static final ByMatchValue UPDATES =
      new ByMatchValue(Duration.ofSeconds(30), true, Set.of());
  private static final ByMatchValue ONLY_FINDS =
      new ByMatchValue(Duration.ofSeconds(30), false, Set.of());
  private static final LookupDecision OPEN = new LookupDecision.Open();

  private static ObjectNode named(@Nullable String name) {
    return Json.MAPPER.createObjectNode().put("name", name);
  }

  private static Listed listed(String match, String id, @Nullable String name) {
    return new Listed(match, id, named(name));
  }

  private static UncertainRecord record(@Nullable String vendorId, boolean knownBefore) {
    return new UncertainRecord(
        "rows", "Ann@x.example", named("Ann"), false, vendorId, knownBefore, false);
  }

  private static LookupDecision decided(
      UncertainRecord record, boolean certain, ByMatchValue search, Listed... found) {
    return decided(record, certain, search, terms(EffectClass.C, Mode.UPSERT, false), found);
  }

  private static LookupDecision decided(
      UncertainRecord record,
      boolean certain,
      ByMatchValue search,
      LookupDecision.Terms terms,
      Listed... found) {
    return LookupDecision.of(record, List.of(found), search, terms, certain);
  }

  private static LookupDecision.Terms terms(
      EffectClass effectClass, Mode mode, boolean atMostOnce) {
    return new LookupDecision.Terms(effectClass, mode, atMostOnce, true);
  }

  private static LookupDecision decided(boolean certain, Listed... found) {
    return decided(record(null, false), certain, UPDATES, found);
  }

  @Test
  void aRecordWithAllValuesHasArrived() {
    assertThat(decided(false, listed("ann@x.example", "7", "Ann")))
        .isEqualTo(new LookupDecision.Arrived("7"));
  }

  @Test
  void aRecordWithAnotherNameIsNotMeant() {
    assertThat(decided(false, listed("anna@x.example", "7", "Ann"))).isEqualTo(OPEN);
  }

  @Test
  void oneOfSeveralRecordsIsNotCertain() {
    assertThat(
            decided(true, listed("ann@x.example", "7", "Ann"), listed("ann@x.example", "8", "Ann")))
        .isEqualTo(OPEN);
  }

  @Test
  void aRecordWithOtherValuesIsUpdatedByItsId() {
    Listed other = listed("ann@x.example", "7", "Anna");
    assertThat(decided(true, other)).isEqualTo(new LookupDecision.SendAgain("7"));
    assertThat(decided(false, other)).as("the write may be on its way").isEqualTo(OPEN);
    assertThat(decided(record(null, false), true, ONLY_FINDS, other))
        .as("a write could create another record")
        .isEqualTo(OPEN);
    assertThat(decided(record("9", true), true, UPDATES, other))
        .as("another record has the name")
        .isEqualTo(OPEN);
  }

  @Test
  void aValueThatWasNotReadIsNotKnown() {
    Listed unread = new Listed("ann@x.example", "7", Json.MAPPER.createObjectNode());
    assertThat(decided(false, unread)).isEqualTo(OPEN);
    assertThat(decided(true, unread)).isEqualTo(new LookupDecision.SendAgain("7"));
  }

  @Test
  void aRecordThatIsCertainlyNotThereIsSentAgain() {
    assertThat(decided(true)).isEqualTo(new LookupDecision.SendAgain(null));
    assertThat(decided(false)).isEqualTo(OPEN);
    assertThat(decided(record(null, true), true, UPDATES))
        .as("it can be there under another name")
        .isEqualTo(OPEN);
    assertThat(decided(record("7", false), true, UPDATES)).isEqualTo(OPEN);
  }

  /** With {@code at-most-once}, nothing is repeated by itself, and neither is a creation. */
  @Test
  void theSettingsOfTheDestinationAndTheModeLeaveTheDecisionToAUser() {
    Listed other = listed("ann@x.example", "7", "Anna");
    for (LookupDecision.Terms terms :
        List.of(
            terms(EffectClass.C, Mode.UPSERT, true),
            terms(EffectClass.C, Mode.CREATE_ONLY, false),
            terms(EffectClass.A, Mode.CREATE_ONLY, false))) {
      assertThat(decided(record(null, false), true, UPDATES, terms)).isEqualTo(OPEN);
      assertThat(decided(record(null, false), true, UPDATES, terms, other)).isEqualTo(OPEN);
      assertThat(
              decided(
                  record(null, false), true, UPDATES, terms, listed("ann@x.example", "7", "Ann")))
          .isEqualTo(new LookupDecision.Arrived("7"));
    }
  }

  /** The job can write the record hours later. */
  @Test
  void aRecordOfALostJobIsNotSentAgain() {
    UncertainRecord inJob =
        new UncertainRecord("rows", "Ann@x.example", named("Ann"), false, null, false, true);
    assertThat(decided(inJob, true, UPDATES)).isEqualTo(OPEN);
    assertThat(decided(inJob, true, UPDATES, listed("ann@x.example", "7", "Anna"))).isEqualTo(OPEN);
    assertThat(decided(inJob, true, UPDATES, listed("ann@x.example", "7", "Ann")))
        .isEqualTo(new LookupDecision.Arrived("7"));
    UncertainRecord removed =
        new UncertainRecord(
            "rows", "ann@x.example", Json.MAPPER.createObjectNode(), true, null, true, true);
    assertThat(decided(removed, true, UPDATES)).isEqualTo(OPEN);
  }

  @Test
  void aNameThatDiffersByCaseIsAnotherNameUnlessTheVendorTreatsThemAlike() {
    LookupDecision.Terms exact = new LookupDecision.Terms(EffectClass.C, Mode.UPSERT, false, false);
    Listed lower = listed("ann@x.example", "7", "Ann");
    assertThat(decided(record(null, false), true, UPDATES, exact, lower))
        .as("the search has found something else, so it does not say that there is nothing")
        .isEqualTo(OPEN);
    Listed same = listed("Ann@x.example", "7", "Ann");
    assertThat(decided(record(null, false), true, UPDATES, exact, same))
        .isEqualTo(new LookupDecision.Arrived("7"));
  }

  @ParameterizedTest
  @EnumSource(names = {"B", "D", "E"})
  void recordsOfOtherClassesAreNotSentAgain(EffectClass effectClass) {
    assertThat(decided(record(null, false), true, UPDATES, terms(effectClass, Mode.UPSERT, false)))
        .isEqualTo(OPEN);
    assertThat(
            decided(
                record(null, false),
                true,
                UPDATES,
                terms(effectClass, Mode.UPSERT, false),
                listed("ann@x.example", "7", "Anna")))
        .isEqualTo(OPEN);
  }

  @Test
  void aRemovedRecordThatIsCertainlyNotThereIsRemoved() {
    UncertainRecord removed =
        new UncertainRecord(
            "rows", "ann@x.example", Json.MAPPER.createObjectNode(), true, null, true, false);
    assertThat(decided(removed, true, UPDATES)).isEqualTo(new LookupDecision.Arrived(null));
    assertThat(decided(removed, false, UPDATES)).isEqualTo(OPEN);
    assertThat(decided(removed, true, UPDATES, listed("ann@x.example", "7", null))).isEqualTo(OPEN);
  }

  /** The vendor's users may have renamed the record, which is still there with its id. */
  @Test
  void aRemovalByAnIdIsNotDecidedByAName() {
    UncertainRecord removed =
        new UncertainRecord(
            "rows", "ann@x.example", Json.MAPPER.createObjectNode(), true, "7", true, false);
    assertThat(decided(removed, true, UPDATES)).isEqualTo(OPEN);
  }
}
