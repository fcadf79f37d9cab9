package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Connector;
import dev.tributary.destinations.connector.Egress.Answer;
import dev.tributary.destinations.connector.Listing;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.connector.Listing.Page;
import dev.tributary.destinations.connector.Outcome;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Declared requests that read records. */
class ListsTest {
  private static final String RECORDS =
      """
            records:
              id: /id
              match: /${batch.matchField}
              ignoreCase: [email]
              skip: { at: /status, is: archived }
              fields: { plan: /details/plan }
      """;

  private static final String BY_CURSOR =
      """
            list:
              method: GET
              path: /v1/people
              query: { size: '2', after: "${page.cursor}" }
              at: /people
              next: { cursor: /meta/after, when: { at: /meta/more, is: true } }
              answers:
                - { status: 403, outcome: misconfigured, words: /words }
      """;

  private static final String LOOKUP =
      """
            lookup:
              method: GET
              path: /v1/people/${item.matchValue | lower}
              certainAfter: 30
              answers:
                - { status: 404, when: { at: /code, is: none }, outcome: missing }
      """;

  private static String manifest(String... requests) {
    return Sample.with("    requests:\n", "    requests:\n" + String.join("", requests));
  }

  private static Connector byCursor() {
    return Sample.connector(manifest(RECORDS, BY_CURSOR));
  }

  private static Listing.Scope scope(@Nullable String cursor) {
    return new Listing.Scope(
        Sample.target("{\"app\": \"7\"}"),
        "people",
        Sample.json("{}"),
        "email",
        List.of("plan"),
        cursor);
  }

  private static String sent(Connector connector, @Nullable String cursor) {
    Listing.OfRequest listing = (Listing.OfRequest) connector.listing(scope(cursor));
    return String.valueOf(listing.request().uri());
  }

  private static Page read(Listing listing, int status, String body) {
    return ((Listing.OfRequest) listing)
        .reading()
        .page(new Answer(status, Map.of(), body.getBytes(StandardCharsets.UTF_8)), Sample.NOW);
  }

  private static Page read(Connector connector, @Nullable String cursor, int status, String body) {
    return read(connector.listing(scope(cursor)), status, body);
  }

  private static ObjectNode plan(@Nullable String plan) {
    return Json.MAPPER.createObjectNode().put("plan", plan);
  }

  @Test
  void aPageHasTheRecordsWithTheirFieldsAndTheNextCursor() {
    assertThat(byCursor().lists("people")).isTrue();
    assertThat(sent(byCursor(), null)).isEqualTo("https://api.example.com/v1/people?size=2");
    assertThat(sent(byCursor(), "c/1"))
        .isEqualTo("https://api.example.com/v1/people?size=2&after=c%2F1");
    Page page =
        read(
            byCursor(),
            null,
            200,
            """
            {"people": [
              {"id": 7, "email": " Ann@Example.org", "details": {"plan": "pro"}},
              {"id": "8", "email": null, "details": {"plan": null}},
              {"id": 9, "email": "cy@example.org"},
              {"id": 10, "email": "old@example.org", "status": "archived"}],
             "meta": {"more": true, "after": "c2"}}\
            """);
    assertThat(page)
        .isEqualTo(
            new Page.Records(
                List.of(
                    new Listed("ann@example.org", "7", plan("pro")),
                    new Listed(null, "8", plan(null)),
                    new Listed("cy@example.org", "9", plan(null))),
                "c2"));
    assertThat(read(byCursor(), "c2", 200, "{\"people\": [], \"meta\": {\"more\": false}}"))
        .isEqualTo(new Page.Records(List.of(), null));
  }

  /** An empty page would say that the vendor has lost its records. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "{}",
        "<html>",
        "{\"people\": null, \"meta\": {\"more\": false}}",
        "{\"people\": [{\"email\": \"a@x.example\"}], \"meta\": {\"more\": false}}",
        "{\"people\": [\"a\"], \"meta\": {\"more\": false}}",
        "{\"people\": [], \"meta\": {\"more\": true}}",
        "{\"people\": [], \"meta\": {\"more\": true, \"after\": \"a b\"}}"
      })
  void anAnswerThatCannotBeReadIsNoPage(String body) {
    assertThat(read(byCursor(), null, 200, body))
        .isInstanceOfSatisfying(
            Page.Failed.class,
            failed -> {
              assertThat(failed.outcome()).isInstanceOf(Outcome.Transient.class);
              assertThat(failed.outcome().words()).doesNotContain("x.example");
            });
  }

  @Test
  void aFailureHasTheOutcomeOfItsRule() {
    assertThat(read(byCursor(), null, 403, "{\"words\": \"no right\"}"))
        .isEqualTo(new Page.Failed(new Outcome.Misconfigured("no right")));
    assertThat(((Page.Failed) read(byCursor(), null, 400, "{}")).outcome())
        .isInstanceOf(Outcome.Misconfigured.class);
    assertThat(((Page.Failed) read(byCursor(), null, 414, "")).outcome().words())
        .contains("so many fields");
    assertThat(((Page.Failed) read(byCursor(), null, 500, "")).outcome())
        .isInstanceOf(Outcome.Transient.class);
  }

  @Test
  void aLinkHasTheCursorInAParameter() {
    Connector connector =
        Sample.connector(
            manifest(
                RECORDS,
                BY_CURSOR.replace(
                    "{ cursor: /meta/after, when: { at: /meta/more, is: true } }",
                    "{ link: /links/next, parameter: 'page[cursor]', optional: true }")));
    String people = "{\"people\": [], \"links\": {\"next\": %s}}";
    String link = "\"https://elsewhere.example/p?page%5Bsize%5D=2&page[cursor]=a%2Fb\"";
    assertThat(read(connector, null, 200, people.formatted(link)))
        .isEqualTo(new Page.Records(List.of(), "a/b"));
    assertThat(read(connector, null, 200, people.formatted("null")))
        .isEqualTo(new Page.Records(List.of(), null));
    assertThat(read(connector, null, 200, "{\"people\": []}"))
        .isEqualTo(new Page.Records(List.of(), null));
    assertThat(read(connector, null, 200, people.formatted("\"https://x.example/p?other=1\"")))
        .isInstanceOf(Page.Failed.class);
  }

  @Test
  void pagesInTheOrderOfTheIdsEndWithAnEmptyOne() {
    Connector connector =
        Sample.connector(
            manifest(
                RECORDS,
                """
                      list:
                        method: GET
                        path: /v1/query
                        query: { q: "SELECT ${page.columns | identifiers} FROM P" }
                        at: /people
                        next: { lastId: true }
                        following:
                          method: GET
                          path: /v1/query
                          query: { q: "SELECT ${page.columns} FROM P WHERE id > '${page.cursor | identifiers}'" }
                """));
    assertThat(sent(connector, null)).endsWith("?q=SELECT%20id%2Cemail%2Cplan%20FROM%20P");
    assertThat(sent(connector, "5")).endsWith("%20WHERE%20id%20%3E%20%275%27");
    assertThat(read(connector, null, 200, "{\"people\": [{\"id\": 3}, {\"id\": 5}]}"))
        .isInstanceOfSatisfying(Page.Records.class, page -> assertThat(page.next()).isEqualTo("5"));
    assertThat(read(connector, "5", 200, "{\"people\": []}"))
        .isEqualTo(new Page.Records(List.of(), null));
    // A value cannot change the query.
    assertThat(connector.listing(scope("5' OR id > '0"))).isInstanceOf(Listing.OfConnection.class);
  }

  /** Reads a list that is counted by an offset to its end, while records are deleted. */
  private static List<String> readAll(List<Integer> there, int size, List<List<Integer>> deleted) {
    Connector connector =
        Sample.connector(
            manifest(
                RECORDS,
                BY_CURSOR
                    .replace("after:", "offset:")
                    .replace(
                        "{ cursor: /meta/after, when: { at: /meta/more, is: true } }",
                        "{ offset: %d }".formatted(size))));
    List<Integer> left = new ArrayList<>(there);
    List<String> read = new ArrayList<>();
    String cursor = null;
    int page = 0;
    do {
      if (page < deleted.size()) {
        left.removeAll(deleted.get(page));
      }
      assertThat(page++).isLessThan(100);
      String query = sent(connector, cursor).replaceAll(".*size=2", "");
      int offset = query.isEmpty() ? 0 : Integer.parseInt(query.substring("&offset=".length()));
      List<Integer> ids = left.stream().skip(offset).limit(size).toList();
      StringBuilder body = new StringBuilder("{\"people\": [");
      for (int i = 0; i < ids.size(); i++) {
        body.append(i == 0 ? "" : ",").append("{\"id\": \"%d\"}".formatted(ids.get(i)));
      }
      Page answer = read(connector, cursor, 200, body + "]}");
      assertThat(answer).isInstanceOf(Page.Records.class);
      Page.Records records = (Page.Records) answer;
      records.records().forEach(each -> read.add(String.valueOf(each.vendorId())));
      assertThat(records.next()).isNotEqualTo(cursor == null ? "" : cursor);
      cursor = records.next();
    } while (cursor != null);
    return read;
  }

  private static List<Integer> numbers(int from, int to) {
    return IntStream.rangeClosed(from, to).boxed().toList();
  }

  private static List<String> texts(List<Integer> numbers) {
    return numbers.stream().map(String::valueOf).toList();
  }

  static Stream<Arguments> lists() {
    return Stream.of(
        Arguments.of(0, List.of()),
        Arguments.of(3, List.of()),
        Arguments.of(10, List.of()),
        Arguments.of(45, List.of()),
        Arguments.of(45, List.of(List.of(), List.of(1, 2, 3))),
        Arguments.of(45, List.of(List.of(), numbers(1, 5))),
        Arguments.of(45, List.of(List.of(), List.of(10, 9, 2), numbers(11, 16))),
        Arguments.of(45, List.of(List.of(), List.of(), numbers(30, 45))));
  }

  @ParameterizedTest
  @MethodSource("lists")
  void noRecordIsSkippedIfOthersAreDeletedWhileAListIsReadByAnOffset(
      int records, List<List<Integer>> deleted) {
    List<Integer> there = numbers(1, records);
    List<Integer> stayed = new ArrayList<>(there);
    deleted.forEach(stayed::removeAll);
    List<String> read = readAll(there, 10, deleted);
    assertThat(read).containsAll(texts(stayed)).doesNotHaveDuplicates();
  }

  @Test
  void aListOfWhichAllSharedRecordsAreGoneIsAFailure() {
    Connector connector =
        Sample.connector(
            manifest(
                RECORDS,
                BY_CURSOR
                    .replace("after:", "offset:")
                    .replace(
                        "{ cursor: /meta/after, when: { at: /meta/more, is: true } }",
                        "{ offset: 10 }")));
    assertThat(read(connector, "0 a b", 200, "{\"people\": [{\"id\": \"c\"}]}"))
        .isInstanceOfSatisfying(
            Page.Failed.class,
            failed -> assertThat(failed.outcome().words()).contains("Start again"));
    assertThat(read(connector, "7 a b", 200, "{\"people\": []}"))
        .isEqualTo(new Page.Records(List.of(), "2 a b"));
  }

  @Test
  void aRecordIsLookedForByItsMatchValue() {
    Connector connector = Sample.connector(manifest(RECORDS, LOOKUP));
    assertThat(connector.lists("people")).isFalse();
    assertThat(connector.findsByMatchValue("people"))
        .isEqualTo(new Listing.ByMatchValue(Duration.ofSeconds(30), false, Set.of("email")));
    Listing listing = connector.find(scope(null), "Ann@example.org");
    assertThat(((Listing.OfRequest) listing).request().uri().toString())
        .isEqualTo("https://api.example.com/v1/people/ann%40example.org");
    assertThat(read(listing, 404, "{\"code\": \"none\"}"))
        .isEqualTo(new Page.Records(List.of(), null));
    assertThat(read(listing, 404, "<html>")).isInstanceOf(Page.Failed.class);
    assertThat(read(listing, 200, "{\"id\": 7, \"email\": \"ann@example.org\"}"))
        .isEqualTo(new Page.Records(List.of(new Listed("ann@example.org", "7", plan(null))), null));
    // The page of a proxy.
    assertThat(read(listing, 200, "{}")).isInstanceOf(Page.Failed.class);
  }

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            manifest(BY_CURSOR),
            "/objects/0/requests/records: is missing; accepted is a map with id, idChanges, match,"
                + " ignoreCase, skip, fields, otherFields"),
        Arguments.of(
            manifest(RECORDS),
            "crm.yaml:28:9: /objects/0/requests/records: is there without \"list\" and \"lookup\","
                + " which read records"),
        Arguments.of(
            manifest(RECORDS.replace("plan: /", "tariff: /"), BY_CURSOR),
            "crm.yaml:32:27: /objects/0/requests/records/fields/tariff: \"tariff\" is no field of"
                + " this object; fields are email, plan"),
        Arguments.of(
            manifest(RECORDS, BY_CURSOR.replace("page.cursor", "settings.app")),
            "crm.yaml:34:9: /objects/0/requests/list: names no page; accepted is a request with"
                + " ${page.cursor}"),
        Arguments.of(
            manifest(RECORDS, BY_CURSOR.replace("cursor: /meta/after", "lastId: true, offset: 7")),
            "crm.yaml:38:15: /objects/0/requests/list/next: must have one of \"cursor\", \"link\","
                + " \"lastId: true\" and \"offset\""),
        Arguments.of(
            manifest(RECORDS, BY_CURSOR.replace("'2'", "\"${item.matchValue}\"")),
            "crm.yaml:36:24: /objects/0/requests/list/query/size: \"item.matchValue\" is known"
                + " inside of $each only, because the request carries the whole batch"),
        Arguments.of(
            manifest(RECORDS, LOOKUP.replace("certain", "optional: true\n        certain")),
            "/objects/0/requests/lookup/certainAfter: is not accepted with \"optional\": a failure"
                + " would look like no record"),
        Arguments.of(
            manifest(RECORDS, LOOKUP).replace("    requests:\n", "    job: {}\n    requests:\n"),
            "/objects/0/requests/lookup/certainAfter: is not accepted for an object with a job,"
                + " which can write much later"),
        Arguments.of(
            manifest(RECORDS, LOOKUP.replace("item.matchValue", "item.fields.plan")),
            "crm.yaml:35:15: /objects/0/requests/lookup/path: \"item.fields.plan\" is not known"
                + " here: only the match value is; accepted are item.matchField, item.matchValue"),
        Arguments.of(
            manifest(RECORDS, LOOKUP.replace(", when: { at: /code, is: none }", "")),
            "crm.yaml:38:37: /objects/0/requests/lookup/answers/0/outcome: needs \"when\", because"
                + " proxies answer with this status too; accepted is a condition on the body that"
                + " only the vendor meets"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsNamedWithItsPlace(String manifest, String fault) {
    assertThat(Sample.faults(manifest)).anySatisfy(each -> assertThat(each).endsWith(fault));
  }
}
