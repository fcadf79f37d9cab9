package dev.tributary.identity.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Percentage.withPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TraitQualitySurveyTest {
  @Test
  void addressesAreToldByTheirNameOrByTheirLook() {
    assertThat(quality("work_email", "'a'", "'b'", "'c@example.com'").meaning())
        .isEqualTo(TraitMeaning.EMAIL);
    assertThat(quality("contact", "'a@example.com'", "'b@example.com'", "'c'").meaning())
        .isEqualTo(TraitMeaning.EMAIL);
    assertThat(quality("emailOptIn", "true").meaning()).isEqualTo(TraitMeaning.OTHER);
    assertThat(quality("email", "true").meaning()).isEqualTo(TraitMeaning.OTHER);
    assertThat(quality("lastEmail", "'2026-03-01T10:00:00Z'").meaning())
        .isEqualTo(TraitMeaning.OTHER);
    assertThat(quality("homePhone", "'x'", "612345678").meaning()).isEqualTo(TraitMeaning.PHONE);
    assertThat(quality("favouriteIPhone", "'15 Pro'").meaning()).isEqualTo(TraitMeaning.OTHER);
    assertThat(quality("contact", "'+31 6 12345678'").meaning()).isEqualTo(TraitMeaning.PHONE);
    assertThat(quality("order", "'4711123456'").meaning()).isEqualTo(TraitMeaning.OTHER);
  }

  @Test
  void whatIsWrongIsCountedAndWhatIsWorthKnowingIsValid() {
    TraitQuality quality =
        quality(
            "email",
            "'ann@example.com'",
            "'info@example.com'",
            "'bob'",
            "'cem'",
            "'dee@gmial.com'",
            "7");
    assertThat(quality.filled()).isEqualTo(6);
    assertThat(quality.valid()).isEqualTo(2);
    assertThat(quality.flaws().getFirst().flaw()).isEqualTo(Flaw.NO_AT);
    assertThat(quality.flaws().getFirst().people()).isEqualTo(2);
    assertThat(quality.flaws())
        .extracting(TraitQuality.Flawed::flaw)
        .containsExactlyInAnyOrder(Flaw.NO_AT, Flaw.MISSPELT, Flaw.ROLE, Flaw.NOT_TEXT);
    assertThat(quality.flaws())
        .filteredOn(flawed -> flawed.flaw() == Flaw.MISSPELT)
        .flatExtracting(TraitQuality.Flawed::examples)
        .extracting(TraitQuality.Example::suggestion)
        .containsExactly("gmail.com");
  }

  @Test
  void ofOtherTraitsThatIsRightWhichIsOfTheMostFrequentType() {
    TraitQuality birthday =
        quality("birthday", "'1990-01-02'", "'1991-12-24'", "'1.2.90'", "19900102");
    assertThat(birthday.types())
        .containsExactlyInAnyOrderEntriesOf(
            Map.of(ValueType.DATE, 2, ValueType.TEXT, 1, ValueType.NUMBER, 1));
    assertThat(birthday.valid()).isEqualTo(2);
    assertThat(birthday.flaws())
        .singleElement()
        .satisfies(odd -> {
          assertThat(odd.flaw()).isEqualTo(Flaw.OTHER_TYPE);
          assertThat(odd.people()).isEqualTo(2);
          assertThat(odd.examples()).hasSize(2);
        });
  }

  @Test
  void whatOneHasMoreOftenThanAHundredTimesIsCheckedAllTheSame() {
    List<String> values = new ArrayList<>();
    for (int i = 0; i < 250; i++) {
      values.add(i % 5 == 0 ? "'nobody'" : "'u" + i + "@example.com'");
    }
    TraitQuality quality = quality("mail", values.toArray(String[]::new));
    assertThat(quality.valid()).isEqualTo(200);
    assertThat(quality.flaws().getFirst().examples()).hasSize(1);
    assertThat(quality.distinct()).isEqualTo(201);
  }

  @Test
  void howManyValuesDifferIsEstimatedFromSomePeople() {
    Random random = new Random(7);
    TraitQualitySurvey survey = new TraitQualitySurvey("NL");
    for (int i = 0; i < 5_000; i++) {
      survey.add(
          Map.of(
              "id", Json.MAPPER.valueToTree("id" + i),
              "plan", Json.MAPPER.valueToTree("plan" + random.nextInt(5)),
              "postcode", Json.MAPPER.valueToTree(random.nextInt(4_000))));
    }
    List<TraitQuality> result = survey.result(100_000);
    assertThat(result.get(0).distinct()).isEqualTo(100_000);
    assertThat(result.get(1).distinct()).isEqualTo(5);
    assertThat(result.get(2).distinct()).isCloseTo(4_000, withPercentage(15));
  }

  @Test
  void itIsFullOfPeopleOrOfValues() {
    TraitQualitySurvey survey = new TraitQualitySurvey("NL");
    assertThat(survey.result(0)).isEmpty();
    for (int i = 0; i < TraitQualitySurvey.MOST_PEOPLE; i++) {
      assertThat(survey.full()).isFalse();
      survey.add(Map.of());
    }
    assertThat(survey.full()).isTrue();
  }

  private static TraitQuality quality(String trait, String... values) {
    TraitQualitySurvey survey = new TraitQualitySurvey("NL");
    for (String value : values) {
      survey.add(Map.of(trait, json(value)));
    }
    return survey.result(values.length).getFirst();
  }

  /**
   * @param text with ' for "
   */
  private static JsonNode json(String text) {
    return Json.read(text.replace('\'', '"').getBytes(StandardCharsets.UTF_8), JsonNode.class);
  }
}
