package dev.tributary.audience.dictionary;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.audience.rule.Rule.Call;
import dev.tributary.audience.rule.Rule.EventKind;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SynonymsTest {
  private static final Synonyms SHIPPED = new Synonyms(Map.of());

  @Test
  void usualNamesHaveSynonymsInAnySpelling() {
    assertThat(SHIPPED.of(event(Call.TRACK, "Order Completed"))).contains("bought", "purchase");
    assertThat(SHIPPED.of(event(Call.TRACK, "order_completed"))).contains("bought");
    assertThat(SHIPPED.of(event(Call.TRACK, "orderCompleted"))).contains("bought");
    assertThat(SHIPPED.of(event(Call.PAGE, "Pricing"))).contains("visit");
    assertThat(SHIPPED.of(event(Call.SCREEN, null))).contains("visit");
    assertThat(SHIPPED.of(new DictionaryEntry.OfTrait("lifetime_value"))).contains("spent");
  }

  @Test
  void otherNamesHaveNone() {
    assertThat(SHIPPED.of(event(Call.TRACK, "Espresso Made"))).isEmpty();
    assertThat(SHIPPED.of(event(Call.TRACK, null))).isEmpty();
    assertThat(SHIPPED.of(event(Call.GROUP, null))).isEmpty();
    assertThat(SHIPPED.of(new DictionaryEntry.OfTrait("order_completed"))).isEmpty();
  }

  @Test
  void whatAUserChoseReplacesTheShippedOnes() {
    Synonyms chosen =
        new Synonyms(
            Map.of(
                event(Call.TRACK, "Order Completed"),
                List.of("gekocht"),
                new DictionaryEntry.OfTrait("email"),
                List.of()));
    assertThat(chosen.of(event(Call.TRACK, "Order Completed"))).containsExactly("gekocht");
    assertThat(chosen.of(new DictionaryEntry.OfTrait("email"))).isEmpty();
    assertThat(chosen.of(event(Call.TRACK, "order_completed"))).contains("bought");
  }

  @Test
  void theShippedOnesAreKnownAmongThoseThatAUserChose() {
    DictionaryEntry plan = new DictionaryEntry.OfTrait("plan");
    assertThat(SHIPPED.shipped(plan)).isEqualTo(SHIPPED.of(plan)).isNotEmpty();
    Synonyms chosen = new Synonyms(Map.of(plan, List.of("Tier", "abonnement")));
    assertThat(chosen.shipped(plan)).containsExactly("Tier");
    DictionaryEntry other = new DictionaryEntry.OfTrait("shoe size");
    assertThat(new Synonyms(Map.of(other, List.of("tier"))).shipped(other)).isEmpty();
  }

  private static DictionaryEntry event(Call call, @Nullable String name) {
    return new DictionaryEntry.OfEvent(new EventKind(call, name));
  }
}
