package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Mistakes in {@code job} and in {@code oauth} of a manifest. */
class BadJobsTest {

  static Stream<Arguments> mistakes() {
    return Stream.of(
        Arguments.of(
            "direct: 200",
            "direct: 2000",
            "/objects/0/job/direct: must be less than \"from\": other batches are sent without a"
                + " job"),
        Arguments.of(
            "batch: { items: 10000, bytes: 1500000 }",
            "batch: { items: 400, bytes: 1500000 }",
            "/objects/0/batch/items: is less than \"from\" of the job, so that no batch would be a"
                + " job"),
        Arguments.of(
            "effectClass: A",
            "effectClass: E",
            "/objects/0/job: is not accepted with the effect class E: small batches are sent"
                + " without a job"),
        Arguments.of(
            "batch: { items: 10000, bytes: 1500000 }",
            "batch: { items: 10000, bytes: 1500001 }",
            "/objects/0/batch/bytes: is not accepted; accepted is a whole number from 1 to"
                + " 1500000"),
        Arguments.of(
            "      deadline: PT24H\n",
            "      deadline: PT24H\n      setting: domain\n",
            "/objects/0/job/setting: must name a setting of the type boolean"),
        Arguments.of(
            "unless: withoutBulk",
            "unless: domain",
            "/objects/0/job/unless: must name a setting of the type boolean"),
        Arguments.of(
            "unless: withoutBulk",
            "unless: slowly",
            "/objects/0/job/unless: must name a setting of the destination; settings are clientId,"
                + " domain, withoutBulk"),
        Arguments.of(
            "deadline: PT24H",
            "deadline: a day",
            "/objects/0/job/deadline: is no duration in ISO 8601; accepted is, for example, PT24H"),
        Arguments.of(
            "deadline: PT24H",
            "deadline: PT240H",
            "/objects/0/job/deadline: must be longer than nothing and at most seven days"),
        Arguments.of(
            "path: /services/data/v66.0/jobs/ingest\n",
            "path: /services/data/v66.0/jobs/ingest/${job.id}\n",
            "/objects/0/job/submit/path: \"job.id\" is unknown"),
        Arguments.of(
            "equals: ${item.matchValue}",
            "equals: ${item.fields.LastName}",
            "/answers/successful/0/entries/equals: can be newer when the result is read; accepted"
                + " are batch.matchField, item.delivery, item.matchField, item.matchValue"),
        Arguments.of(
            "by: key",
            "by: index",
            "/answers/successful/0/entries/by: \"index\" is not accepted; accepted are key"),
        Arguments.of(
            "state: open }",
            "state: opened }",
            "\"opened\" is not accepted; accepted are complete, gone, open, unprocessed, working"),
        Arguments.of(
            "      deadline: PT24H\n",
            "      deadline: PT24H\n      setting: nothing\n",
            "/objects/0/job/setting: must name a setting of the destination; settings are clientId,"
                + " domain, withoutBulk"),
        Arguments.of(
            "        csv: { clear: '#N/A', clearable: '[A-Za-z0-9_]+__c', without: [attributes]"
                + " }\n",
            "        csv: { clear: '#N/A', columns: [attributes] }\n",
            "/objects/0/job/upload/csv/columns: \"columns\" is unknown; known are"
                + " clear, clearable, without"),
        Arguments.of(
            "grant: authorization-code",
            "grant: password",
            "/auth/oauth/grant: \"password\" is not accepted; accepted are authorization-code,"
                + " client-assertion, client-credentials, jwt-bearer"),
        Arguments.of(
            "state: open }", "state: open, wait: 3 }", "is not accepted with \"state: open\""),
        Arguments.of(
            "state: working, wait: 10 }",
            "state: working, words: /state }",
            "is not accepted with \"state: working\""),
        Arguments.of(
            "{domain}.my.salesforce.com/services/oauth2/token",
            "{domain}.my.salesforce.com/services/{oauth2/token",
            "/auth/oauth/token: must have names of letters and digits in braces, such as"
                + " {domain}"),
        Arguments.of(
            "token: https://", "token: http://", "/auth/oauth/token: must begin with https://"),
        Arguments.of(
            "https://{domain}.my.salesforce.com/services/oauth2/token",
            "https://{clientSecret}.my.salesforce.com/services/oauth2/token",
            "/auth/oauth/token: must name settings of the destination that are no secrets"),
        Arguments.of(
            "secret: clientSecret",
            "secret: clientId",
            "/auth/oauth/client/secret: must name a setting with \"secret: true\""),
        Arguments.of(
            "in: body",
            "in: query",
            "/auth/oauth/client/in: \"query\" is not accepted; accepted are body, header"),
        Arguments.of(
            "grant: authorization-code",
            "grant: client-credentials",
            "/auth/oauth/authorize: is accepted with \"grant: authorization-code\" only"));
  }

  /** In the manifest of Klaviyo, whose jobs confirm records by their number. */
  static Stream<Arguments> mistakesAboutIds() {
    return Stream.of(
        Arguments.of(
            """
                  counts:
                    all: /data/attributes/total_count
                    done: /data/attributes/completed_count
                    refused: /data/attributes/failed_count
            """,
            "",
            "/objects/0/job/results: has \"ids\", so the answers to the poll need \"counts\" with"
                + " \"state: complete\""),
        Arguments.of(
            ", 'page[cursor]': \"${page.cursor}\" }\n          headers: { revision: '2026-07-15',"
                + " x-klaviyo-revision-fall-forward-opt-out: '1' }\n          answers:"
                + " import-errors",
            " }\n          headers: { revision: '2026-07-15',"
                + " x-klaviyo-revision-fall-forward-opt-out: '1' }\n          answers:"
                + " import-errors",
            "/objects/0/job/results/0: names no page; accepted is a request with ${page.cursor}"),
        Arguments.of(
            "results:\n        - method: GET",
            "results:\n        - ids: true\n          method: GET",
            "/objects/0/job/results: needs a request without \"ids\", which names the refused items"),
        Arguments.of(
            "state: working\n",
            "state: working\n      counts: { all: /a, done: /b, refused: /c }\n",
            "/counts: is accepted with \"state: complete\" only"),
        Arguments.of(
            "done: /data/attributes/completed_count",
            "written: /data/attributes/completed_count",
            "/counts/written: \"written\" is unknown; known are all, done, refused"),
        Arguments.of(
            "        refused: /data/attributes/failed_count\n",
            "",
            "/counts/refused: is missing; accepted is a JSON pointer to a number, such as /total"),
        Arguments.of(
            "direct: 1\n",
            "direct: 10\n",
            "/objects/0/job/direct: must be 1, because a request of this object carries one item"),
        Arguments.of(
            "            id: ${item.vendorId}\n",
            "",
            "/objects/0/requests/find: is there beside a \"write\" without item.vendorId"),
        Arguments.of(
            "      find:\n",
            "      create: { method: POST, path: /api/profiles, body: { id: '${item.matchValue}' },"
                + " answers: profile }\n      find:\n",
            "/objects/0/requests/create: is there beside \"write\"; accepted is one of them"));
  }

  @ParameterizedTest
  @MethodSource("mistakes")
  void aMistakeIsRefusedWithItsPlace(String good, String bad, String fault) throws IOException {
    assertRefused("salesforce", good, bad, fault);
  }

  @ParameterizedTest
  @MethodSource("mistakesAboutIds")
  void aMistakeAboutIdsIsRefusedWithItsPlace(String good, String bad, String fault)
      throws IOException {
    assertRefused("klaviyo", good, bad, fault);
  }

  private static void assertRefused(String id, String good, String bad, String fault)
      throws IOException {
    String yaml = manifest(id);
    int at = yaml.indexOf(good);
    assertThat(at).as(good).isNotNegative();
    String wrong = yaml.substring(0, at) + bad + yaml.substring(at + good.length());
    assertThat(Sample.faults(wrong)).anySatisfy(each -> assertThat(each).contains(fault));
  }

  private static String manifest(String id) throws IOException {
    try (InputStream file = BadJobsTest.class.getResourceAsStream("/connectors/" + id + ".yaml")) {
      return new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
