package dev.tributary.runtime.tenancy;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.definition.Classification;
import dev.tributary.contracts.definition.TraitClasses;
import dev.tributary.contracts.id.ProfileId;
import dev.tributary.runtime.tenancy.PersonLabel.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PersonLabelsTest {
  private static final ProfileId PROFILE =
      new ProfileId("prf_01a20577-bafe-7000-8000-a1b2c3d48c89");
  private static final PersonLabel BY_ID = new PersonLabel("Person …8c89", Source.ID);
  private static final String ANN =
      """
      {"name": "Ann Smith", "firstName": "Ann", "lastName": "Jones", "email": "ann@shop.example"}\
      """;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"name": "Ann Smith", "firstName": "X", "email": "a@b.example"} | Ann Smith | NAME
          {"fullName": "Ann Smith"} | Ann Smith | NAME
          {"full_name": "Ann Smith", "last_name": "X"} | Ann Smith | NAME
          {"firstName": "Ann", "lastName": "Smith", "email": "a@b.example"} | Ann Smith | NAME
          {"first_name": "Ann", "last_name": "Smith"} | Ann Smith | NAME
          {"givenName": "Ann", "familyName": "Smith"} | Ann Smith | NAME
          {"firstname": "Ann", "surname": "Smith"} | Ann Smith | NAME
          {"firstName": "Ann"} | Ann | NAME
          {"lastName": "Smith", "email": "a@b.example"} | Smith | NAME
          {"email": "a@b.example", "plan": "gold"} | a@b.example | EMAIL
          {"emailAddress": "a@b.example"} | a@b.example | EMAIL
          {"plan": "gold"} | Person …8c89 | ID
          {} | Person …8c89 | ID
          """)
  void aPersonIsShownByNameElseByEmailElseByTheEndOfTheId(
      String traits, String text, Source source) {
    assertThat(seeing().of(PROFILE, traits(traits))).isEqualTo(new PersonLabel(text, source));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "''",
        "'   '",
        "'\\n\\t'",
        "'\\u200b\\u202e'",
        "null",
        "42",
        "true",
        "['Ann']",
        "{'first': 'Ann'}",
        "{'masked': true}"
      })
  void blankValuesAndOtherTypesAreSkipped(String value) {
    String json = "{'name': %s, 'firstName': 'Ann', 'lastName': %s}".formatted(value, value);
    assertThat(seeing().of(PROFILE, traits(json.replace('\'', '"'))).text()).isEqualTo("Ann");
    json = "{'name': %s, 'email': %s}".formatted(value, value);
    assertThat(seeing().of(PROFILE, traits(json.replace('\'', '"')))).isEqualTo(BY_ID);
  }

  @Test
  void aLabelIsOneLine() {
    assertThat(
            seeing().of(PROFILE, traits("{\"name\": \"  Ann\\n\\u202eMaria\\t Smith \"}")).text())
        .isEqualTo("Ann Maria Smith");
  }

  @Test
  void aLongValueIsShortenedBetweenCharacters() {
    String text = label("😀".repeat(500));
    assertThat(text).isEqualTo("😀".repeat(79) + "…");
    assertThat(label("x".repeat(80))).isEqualTo("x".repeat(80));
    assertThat(label("x".repeat(81))).isEqualTo("x".repeat(79) + "…");
  }

  @Test
  void theEndOfAShortIdIsTheWholeId() {
    assertThat(seeing().of(new ProfileId("a1"), Map.of()).text()).isEqualTo("Person …a1");
  }

  @Test
  void aCallerWithoutTheRightSeesNoNameAndLeavesNoEntry() {
    PersonLabels labels = labels(false, Map.of());
    assertThat(labels.of(PROFILE, traits(ANN))).isEqualTo(BY_ID);
    assertThat(labels.shown()).isEmpty();
  }

  @Test
  void aCallerWithoutTheRightSeesTheNextTraitThatIsHarmless() {
    assertThat(labels(false, Map.of("firstName", Classification.HARMLESS)).of(PROFILE, traits(ANN)))
        .isEqualTo(new PersonLabel("Ann", Source.NAME));
    PersonLabels labels = labels(false, Map.of("email", Classification.HARMLESS));
    assertThat(labels.of(PROFILE, traits(ANN)))
        .isEqualTo(new PersonLabel("ann@shop.example", Source.EMAIL));
    assertThat(labels.shown()).isEmpty();
  }

  @Test
  void nobodySeesASensitiveName() {
    assertThat(
            labels(true, Map.of("name", Classification.SENSITIVE)).of(PROFILE, traits(ANN)).text())
        .isEqualTo("Ann Jones");
    assertThat(
            labels(
                    true,
                    Map.of(
                        "name", Classification.SENSITIVE,
                        "firstName", Classification.SENSITIVE,
                        "lastName", Classification.SENSITIVE,
                        "email", Classification.SENSITIVE))
                .of(PROFILE, traits(ANN)))
        .isEqualTo(BY_ID);
  }

  @Test
  void nobodySeesANameUntilTheClassificationsAreRead() {
    Visibility visibility = new Visibility(true, new TraitClasses(Map.of(), false));
    assertThat(new PersonLabels(visibility).of(PROFILE, traits(ANN))).isEqualTo(BY_ID);
  }

  @Test
  void onlyPeopleWhosePersonalDataIsShownAreOnRecord() {
    PersonLabels labels = labels(true, Map.of("name", Classification.HARMLESS));
    ProfileId other = new ProfileId("prf_other");
    labels.of(PROFILE, traits("{\"name\": \"Ann\"}"));
    labels.of(new ProfileId("prf_unknown"), Map.of());
    labels.of(other, traits("{\"email\": \"ann@shop.example\"}"));
    assertThat(labels.shown()).containsExactly(other);
  }

  @Test
  void aQueryForTheTraitsOfLabelsFindsAllOfThem() {
    assertThat(PersonLabels.TRAITS)
        .contains("name", "firstName", "last_name", "email")
        .doesNotHaveDuplicates();
  }

  private static String label(String name) {
    return seeing().of(PROFILE, Map.of("name", Json.MAPPER.valueToTree(name))).text();
  }

  private static PersonLabels seeing() {
    return labels(true, Map.of());
  }

  private static PersonLabels labels(
      boolean personalData, Map<String, Classification> classifications) {
    return new PersonLabels(new Visibility(personalData, TraitClasses.of(classifications)));
  }

  private static Map<String, JsonNode> traits(String json) {
    return Json.read(json.getBytes(UTF_8), new TypeReference<>() {});
  }
}
