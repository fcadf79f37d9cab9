package dev.tributary.destinations.mapping;

import static dev.tributary.destinations.mapping.ChainTest.value;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Manifest.Field;
import dev.tributary.destinations.connector.Manifest.FieldType;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Values as the types that vendors declare. */
class ConversionTest {
  private static final Scope NOTHING = new NamedValues(Json.MAPPER.createObjectNode());

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "TEXT | 'a' | \"a\"",
        "TEXT | 1.50 | \"1.5\"",
        "TEXT | 12345678901234567890 | \"12345678901234567890\"",
        "TEXT | true | \"true\"",
        "NUMBER | ' 12.50 ' | 12.50",
        "NUMBER | 7 | 7",
        "INTEGER | '7' | 7",
        "INTEGER | 7.0 | 7",
        "INTEGER | '1e3' | 1000",
        "INTEGER | '123456789012345678901234567890' | 123456789012345678901234567890",
        "BOOLEAN | 'Yes' | true",
        "BOOLEAN | 0 | false",
        "DATE | '2026-01-31' | \"2026-01-31\"",
        "DATE | '2026-01-31T23:30:00+02:00' | \"2026-01-31\"",
        "DATE | 0 | \"1970-01-01\"",
        "TIMESTAMP | '2026-01-31T12:00:00+01:00' | \"2026-01-31T11:00:00Z\"",
        "TIMESTAMP | '2026-01-31' | \"2026-01-31T00:00:00Z\"",
        "PICKLIST | 'hot' | \"Hot\"",
        "PICKLIST | 'Hot' | \"Hot\"",
        "LIST | 'a' | [\"a\"]",
        "LIST | ['a','b'] | [\"a\",\"b\"]",
        "LIST | [{'item':{'id':'5'}},{'rate':9.5}] |"
            + " [{\"item\":{\"id\":\"5\"}},{\"rate\":9.5}]",
        "LIST | {'a':1} | [{\"a\":1}]",
        "OBJECT | {'a':1} | {\"a\":1}",
        "JSON | {'a':[1]} | {\"a\":[1]}",
      })
  void aValueThatFitsIsConverted(FieldType type, String before, String after) {
    Chain.Result result = Chain.of(List.of(), field(type)).apply(value(before), NOTHING);
    assertThat(result.fault()).isNull();
    assertThat(result.value().toString()).isEqualTo(after);
  }

  /** JSONata makes one object of a list of one. The lines of a record stay a list. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "[{'sku':'a','n':1}] | [{\"item\":{\"id\":\"a\"},\"quantity\":1}]",
        "[{'sku':'a','n':1},{'sku':'b','n':2}] |"
            + " [{\"item\":{\"id\":\"a\"},\"quantity\":1},"
            + "{\"item\":{\"id\":\"b\"},\"quantity\":2}]",
      })
  void linesThatAnExpressionMakesAreAList(String before, String after) {
    Transform step = new Transform.Jsonata("value.{'item': {'id': sku}, 'quantity': n}");
    Chain.Result result =
        Chain.of(List.of(step), field(FieldType.LIST)).apply(value(before), NOTHING);
    assertThat(result.fault()).isNull();
    assertThat(result.value().toString()).isEqualTo(after);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "TEXT | ['secret'] | A list has no form as a text",
        "TEXT | {'secret':1} | An object has no form as a text",
        "TEXT | 1e999 | has too many digits",
        "NUMBER | 'secret' | A text is no number; accepted is a number",
        "NUMBER | true | A boolean is no number",
        "NUMBER | [1] | A list is no number",
        "NUMBER | '1,5' | is no number",
        "INTEGER | 1.5 | A number has a fraction; accepted is a whole number",
        "INTEGER | '1e-1' | has a fraction",
        "BOOLEAN | 'secret' | is no boolean",
        "BOOLEAN | 2 | A whole number is no boolean",
        "DATE | 'secret' | is no day or time",
        "DATE | '2026-02-30' | is no day or time",
        "DATE | true | A boolean is no day or time",
        "TIMESTAMP | [] | A list is no day or time",
        "PICKLIST | 'secret' | is none of the options; accepted is Cold, Hot",
        "PICKLIST | ['Hot'] | has no form as a text",
        "OBJECT | 'secret' | is no object",
      })
  void aValueThatDoesNotFitIsAnErrorWithItsKindAndWhatIsAccepted(
      FieldType type, String before, String words) {
    Chain.Fault fault = Chain.of(List.of(), field(type)).apply(value(before), NOTHING).fault();
    assertThat(fault).isNotNull();
    assertThat(fault.place()).as("the mapping, because it is no step").isEmpty();
    assertThat(fault.words()).contains(words).doesNotContain("secret");
  }

  @ParameterizedTest
  @CsvSource({"TEXT", "NUMBER", "INTEGER", "BOOLEAN", "DATE", "TIMESTAMP", "PICKLIST", "LIST"})
  void anAbsentValueStaysAbsent(FieldType type) {
    Chain.Result result = Chain.of(List.of(), field(type)).apply(value("null"), NOTHING);
    assertThat(result.fault()).isNull();
    assertThat(Values.absent(result.value())).isTrue();
  }

  private static Field field(FieldType type) {
    return new Field(
        "f", "F", type, type == FieldType.PICKLIST ? List.of("Cold", "Hot") : List.of());
  }
}
