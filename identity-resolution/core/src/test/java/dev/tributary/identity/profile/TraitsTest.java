package dev.tributary.identity.profile;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.contracts.Identifier;
import dev.tributary.identity.claim.Origin;
import dev.tributary.identity.claim.Stamp;
import dev.tributary.identity.claim.TraitValue;
import dev.tributary.identity.profile.Traits.AnchoredOrigin;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TraitsTest {
  private static final AnchoredOrigin USER =
      new AnchoredOrigin(Origin.MANUAL, new Identifier("user_id", "ann"));
  private static final AnchoredOrigin PHONE =
      new AnchoredOrigin(Origin.MANUAL, new Identifier("anonymous_id", "phone"));
  private static final Set<String> NAMES = Set.of("name", "surname");

  private final Traits traits = new Traits();

  @BeforeEach
  void hasANameAndACity() {
    put("name", USER, "Ann", 1);
    put("city", USER, "Oslo", 1);
  }

  @Test
  void valuesThatAreGivenAgainAreTheSame() {
    Traits before = traits.only(NAMES);
    put("name", USER, "Ann", 2);
    put("city", USER, "Bergen", 2);
    assertThat(traits.haveSameValues(NAMES, before)).isTrue();
  }

  @Test
  void anotherValueIsAChange() {
    Traits before = traits.only(NAMES);
    put("name", USER, "Anna", 2);
    assertThat(traits.haveSameValues(NAMES, before)).isFalse();
  }

  @Test
  void aValueOfAnotherOriginOrTraitIsAChange() {
    Traits before = traits.only(NAMES);
    put("name", PHONE, "Ann", 2);
    assertThat(traits.haveSameValues(NAMES, before)).isFalse();
    Traits both = traits.only(NAMES);
    put("surname", USER, "Berg", 2);
    assertThat(traits.haveSameValues(NAMES, both)).isFalse();
  }

  @Test
  void aTraitThatEndsIsAChange() {
    Traits before = traits.only(NAMES);
    traits.withdraw(Origin.MANUAL);
    assertThat(traits.haveSameValues(NAMES, before)).isFalse();
    assertThat(traits.haveSameValues(NAMES, new Traits())).isTrue();
  }

  /** After a withdrawal, the same value counts again only if it is later. */
  @Test
  void aWithdrawalIsAlwaysAChange() {
    traits.put("name", PHONE, value(NullNode.getInstance(), 2));
    Traits before = traits.only(NAMES);
    assertThat(traits.haveSameValues(NAMES, before)).isFalse();
    assertThat(traits.given("name", TraitPolicies.LATEST)).isEmpty();
    put("name", USER, "Ann", 3);
    assertThat(traits.haveSameValues(NAMES, before)).isFalse();
    assertThat(traits.given("name", TraitPolicies.LATEST)).isNotEmpty();
  }

  @Test
  void aWithdrawnCorrectionDoesNotCountInAnyOrder() {
    AnchoredOrigin withdrawal = new AnchoredOrigin(Origin.WITHDRAWN_CORRECTION, PHONE.anchor());
    put("name", PHONE, "Anna", 2);
    traits.put("name", withdrawal, value(NullNode.getInstance(), 3));
    assertThat(traits.given("name", TraitPolicies.LATEST)).isEmpty();
    assertThat(traits.put("name", withdrawal, value(NullNode.getInstance(), 3))).isFalse();
    put("name", USER, "Annie", 4);
    assertThat(traits.given("name", TraitPolicies.LATEST)).hasSize(2);
    assertThat(traits.values(TraitPolicies.LATEST))
        .containsEntry("name", TextNode.valueOf("Annie"));
    put("name", USER, "Anne", 1);
    assertThat(traits.values(TraitPolicies.LATEST))
        .containsEntry("name", TextNode.valueOf("Annie"));
  }

  /** The withdrawal of one person hides the correction of another only while they are one. */
  @Test
  void whoLeavesHasTheCorrectionThatAnotherPersonWithdrew() {
    put("plan", USER, "gold", 1);
    AnchoredOrigin withdrawal = new AnchoredOrigin(Origin.WITHDRAWN_CORRECTION, PHONE.anchor());
    traits.put("plan", withdrawal, value(NullNode.getInstance(), 2));
    assertThat(traits.values(TraitPolicies.LATEST)).doesNotContainKey("plan");
    Traits left = new Traits();
    traits.moveTo(left, PHONE.anchor()::equals);
    assertThat(traits.values(TraitPolicies.LATEST)).containsEntry("plan", TextNode.valueOf("gold"));
    assertThat(left.values(TraitPolicies.LATEST)).doesNotContainKey("plan");
  }

  @Test
  void laterValuesDoNotReachTheCopy() {
    Traits before = traits.only(NAMES);
    put("name", USER, "Anna", 2);
    assertThat(before.given("name", TraitPolicies.LATEST))
        .containsExactly(value(TextNode.valueOf("Ann"), 1));
    assertThat(before.has("city")).isFalse();
  }

  private void put(String trait, AnchoredOrigin from, String value, int second) {
    traits.put(trait, from, value(TextNode.valueOf(value), second));
  }

  private static TraitValue value(JsonNode value, int second) {
    return new TraitValue(value, new Stamp(Instant.ofEpochSecond(second), "evt_" + second));
  }
}
