package dev.tributary.destinations.jobfile;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Item;
import dev.tributary.destinations.connector.ItemBuilder;
import dev.tributary.destinations.connector.JobAnswer.OfResults;
import dev.tributary.destinations.connector.JobAnswer.Result;
import dev.tributary.destinations.connector.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Files with results, whole and damaged. */
class ResultFileTest {
  private static final List<String> COLUMNS = List.of("key", "error");
  private static final String WHOLE = "error,key,more\n,a,1\n\"bad, \"\"very\"\"\",b,2\n,c12,3\n";
  private static final ItemsByKey ITEMS =
      ItemsByKey.of(
          List.of(item("a", 0), item("b", 1), item("c1", 2), item("c12", 3)), Item::matchValue);

  @Test
  void columnsAreFoundByTheHeaderAndRowsByTheKey() {
    assertThat(read(WHOLE)).isEqualTo(new OfResults.Read(results("a", "b", "c12"), null));
    assertThat(read("\uFEFF" + WHOLE.replace("\n", "\r\n")))
        .as("byte order mark and other line ends")
        .isEqualTo(new OfResults.Read(results("a", "b", "c12"), null));
    assertThat(read("key,error\nunknown,\nb,\"bad, \"\"very\"\"\"\n"))
        .isEqualTo(new OfResults.Read(results("b"), null));
  }

  @Test
  void aFileThatIsCutAnywhereHasNoWrongResult() {
    byte[] whole = WHOLE.getBytes(StandardCharsets.UTF_8);
    List<Result> right = results("a", "b", "c12");
    for (int length = 0; length < whole.length; length++) {
      OfResults cut = ResultFile.csv(Arrays.copyOf(whole, length), COLUMNS, ResultFileTest::result);
      if (cut instanceof OfResults.Read(List<Result> results, var next)) {
        assertThat(right).as("cut at %d", length).containsAll(results);
      }
    }
  }

  @Test
  void anUnknownHeaderOrARowOfAnotherLengthMakesTheFileUnreadable() {
    for (String file :
        List.of(
            "",
            "a,\nb,bad\n",
            "id,error\na,\n",
            "key,error,key\na,,b\n",
            "key,error\na\n",
            "key,error\na,,\n",
            "key,error\na,\"open\n")) {
      assertThat(read(file)).as(file).isInstanceOf(OfResults.Unreadable.class);
    }
    byte[] notUtf8 = "key,error\na,b\u00e4d\n".getBytes(StandardCharsets.ISO_8859_1);
    assertThat(ResultFile.csv(notUtf8, COLUMNS, ResultFileTest::result))
        .isInstanceOf(OfResults.Unreadable.class);
  }

  @Test
  void aKeyOfTwoItemsNamesNoneOfThem() {
    Outcome outcome = new Outcome.Delivered(null);
    ItemsByKey twice =
        ItemsByKey.of(List.of(item("a", 0), item("a", 1), item("b", 2)), Item::matchValue);
    assertThat(twice.result("a", outcome)).isEmpty();
    assertThat(twice.result("b", outcome)).isPresent();
    assertThat(ItemsByKey.ofPositions(List.of(item("a", 7))).result("7", outcome))
        .contains(new Result("dlv_a", outcome));
  }

  @Test
  void linesOfJsonAreReadAsFarAsTheyAreWhole() {
    String lines = "{\"key\":\"a\"}\n{\"key\":\"b\"}\n";
    ResultFile.Documents documents =
        document -> ITEMS.result(document.path("key").asText(), new Outcome.Delivered(null));
    List<Result> a = List.of(new Result("dlv_a", new Outcome.Delivered(null)));
    List<Result> both = List.of(a.getFirst(), new Result("dlv_b", new Outcome.Delivered(null)));
    assertThat(ResultFile.jsonLines(bytes(lines), documents))
        .isEqualTo(new OfResults.Read(both, null));
    assertThat(ResultFile.jsonLines(bytes(lines.strip()), documents))
        .isEqualTo(new OfResults.Read(a, null));
    assertThat(ResultFile.jsonLines(bytes(lines.substring(0, 15)), documents))
        .isInstanceOf(OfResults.Unreadable.class);
  }

  @Test
  void dataIsWrittenAsItIsRead() {
    byte[] csv =
        DataFile.csv(
            COLUMNS, List.of(Arrays.asList("b", "bad, \"very\""), Arrays.asList("a", null)));
    assertThat(ResultFile.csv(csv, COLUMNS, ResultFileTest::result))
        .isEqualTo(new OfResults.Read(results("b", "a"), null));
    assertThat(new String(csv, StandardCharsets.UTF_8)).startsWith("key,error\n").endsWith("\n");
    assertThatThrownBy(() -> DataFile.csv(COLUMNS, List.of(List.of("b"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(DataFile.jsonLines(List.of(Json.MAPPER.createObjectNode().put("a", 1))))
        .isEqualTo(bytes("{\"a\":1}\n"));
  }

  private static OfResults read(String file) {
    return ResultFile.csv(bytes(file), COLUMNS, ResultFileTest::result);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static Optional<Result> result(Map<String, String> row) {
    String error = row.getOrDefault("error", "");
    return ITEMS.result(
        row.getOrDefault("key", ""),
        error.isEmpty() ? new Outcome.Delivered(null) : new Outcome.Rejected(null, error));
  }

  private static List<Result> results(String... keys) {
    return Arrays.stream(keys)
        .map(key ->
            new Result(
                "dlv_" + key,
                key.equals("b")
                    ? new Outcome.Rejected(null, "bad, \"very\"")
                    : new Outcome.Delivered(null)))
        .toList();
  }

  private static Item item(String key, int position) {
    return ItemBuilder.builder()
        .delivery("dlv_" + key)
        .matchField("key")
        .matchValue(key)
        .deliveredAs(null)
        .vendorId(null)
        .parentVendorId(null)
        .fields(Json.MAPPER.createObjectNode())
        .version(1)
        .hash("")
        .since(Instant.EPOCH)
        .position(position)
        .formerMatchValues(List.of())
        .content(null)
        .uncertain(false)
        .build();
  }
}
