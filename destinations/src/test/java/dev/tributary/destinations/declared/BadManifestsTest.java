package dev.tributary.destinations.declared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class BadManifestsTest {

  @Test
  void theManifestWithoutAMistakeIsAccepted() {
    assertThat(Sample.faults(Sample.GOOD)).isEmpty();
  }

  /** A mistake, and the only fault: file, line, column, place, what is wrong, what is accepted. */
  static Stream<Arguments> mistakes() {
    return Stream.of(
        bad(
            "an unknown field",
            "method: DELETE",
            "methode: x\n        method: DELETE",
            "crm.yaml:38:18: /objects/0/requests/remove/methode: \"methode\" is unknown; known are"
                + " answers, body, contentType, form, headers, limits, method, path, query"),
        bad(
            "a usual value of an unknown kind",
            "label: Plan }",
            "label: Plan, suggested: { kind: traits, name: plan } }",
            "crm.yaml:25:55: /objects/0/fields/1/suggested/kind: \"traits\" is not accepted;"
                + " accepted are trait, identifier, event, property, context"),
        bad(
            "a usual value of events for a record",
            "label: Plan }",
            "label: Plan, suggested: { kind: context, name: ip } }",
            "crm.yaml:25:55: /objects/0/fields/1/suggested/kind: is for objects of the kind event;"
                + " accepted are trait, identifier"),
        bad(
            "an end of the API that is no date",
            "effectClass: A",
            "effectClass: A\napi: { version: v1, end: 2028, words: It ends }",
            "crm.yaml:5:26: /api/end: must be a date such as 2028-07-29: Text '2028' could not be"
                + " parsed at index 4"),
        bad(
            "an unknown function",
            "| lower",
            "| shout",
            "crm.yaml:34:22: /objects/0/requests/write/body/people/$each/email: has the unknown"
                + " function \"shout\"; functions are alphanumeric, base64, e164, epoch,"
                + " epoch-micros, epoch-ms, escape-html, google-email, google-list-filter,"
                + " identifiers, integer, iso, json, list-names, lower, md5, no-list,"
                + " no-number, not-empty, null-as-empty, odata, odata-date, omit-null,"
                + " phone-digits, required, sha256, text, trim, ulid, url-encode, uuid"),
        bad(
            "former values that a removal of one value would remove",
            "      remove:\n",
            "      removesFormerValues: true\n      remove:\n",
            "crm.yaml:37:28: /objects/0/requests/removesFormerValues: needs a removal with"
                + " \"$each\" in its body, which names a record by item.knownAs alone"),
        bad(
            "rules that use themselves",
            "    - status: 404\n      outcome: missing\n",
            "    - use: others\n  others:\n    - use: people\n",
            "crm.yaml:47:12: /answers/others/0/use: \"people\" uses itself (people -> others ->"
                + " people); accepted is a list without itself"),
        bad(
            "a secret in a body",
            "${settings.app}",
            "${settings.token}",
            "crm.yaml:31:16: /objects/0/requests/write/body/app: settings.token is a secret;"
                + " accepted is a setting that is no secret: only auth sends secrets"),
        bad(
            "a secret in a path",
            "path: /v1/me",
            "path: /v1/${settings.token}/me",
            "crm.yaml:49:9: /probe/path: settings.token is a secret; accepted is a setting that is"
                + " no secret: only auth sends secrets"),
        bad(
            "a host in a path",
            "path: /v1/people\n",
            "path: https://collector.example.net/v1\n",
            "crm.yaml:29:15: /objects/0/requests/write/path: must begin with one slash; a path"
                + " cannot name a host: \"host\" names all hosts of a connector"),
        bad(
            "a host that a user could choose",
            "host: https://api.example.com",
            "host: https://${settings.app}",
            "crm.yaml:14:7: /host: is no address; accepted is https:// and a host in lower case,"
                + " without a path, such as https://api.example.com"),
        bad(
            "a setting that is not declared",
            "${settings.app}",
            "${settings.ap}",
            "crm.yaml:31:16: /objects/0/requests/write/body/app: \"ap\" is no setting of the"
                + " destination; settings without secrets are app"),
        bad(
            "a field that is not declared",
            "${item.fields.plan}",
            "${item.fields.tariff}",
            "crm.yaml:35:21: /objects/0/requests/write/body/people/$each/plan: \"tariff\" is no"
                + " field of this object; fields are email, plan"),
        bad(
            "a rule that is never reached",
            "    - status: 404",
            "    - status: any\n      outcome: transient\n    - status: 404",
            "crm.yaml:47:7: /answers/people/2: is never reached: line 45 is about all of its"
                + " statuses already; accepted is a rule before that line"),
        bad(
            "two rules about one status",
            "- status: 404\n",
            "- status: [404, 200]\n",
            "crm.yaml:45:7: /answers/people/1: is about 200, and so is line 43; accepted is each"
                + " status once"),
        bad(
            "two rules about one code",
            "    - status: 404\n      outcome: missing\n",
            """
                - status: 409
                  when: { at: /code, is: [taken, held] }
                  outcome: transient
                - status: 409
                  when: { at: /code, is: [gone, held] }
                  outcome: rejected
            """,
            "crm.yaml:48:7: /answers/people/2: is about \"held\", and so is line 45; accepted is"
                + " each value once"),
        bad(
            "no probe",
            "probe:\n  method: GET\n  path: /v1/me\n  answers:\n    - status: 200\n      outcome:"
                + " delivered\n",
            "",
            "crm.yaml:1:1: /probe: is missing: a connector without \"java\" must declare"
                + " \"probe\""),
        bad(
            "a wrong type",
            "status: 404",
            "status: not found",
            "crm.yaml:45:15: /answers/people/1/status: is no status; accepted are a number such as"
                + " 404, a list of numbers, 2xx, 3xx, 4xx, 5xx and any"),
        bad(
            "a wrong type of a part",
            "auth: { bearer: token }",
            "auth: token",
            "crm.yaml:15:7: /auth: must be none, or one of bearer, basic, header, query,"
                + " oauth and csrf; for example, bearer: apiKey"),
        bad(
            "the address of a token whose host is a setting",
            "auth: { bearer: token }",
            "auth: { oauth: { grant: client-assertion, client: { id: app }, key: token, token:"
                + " 'https://{app}/token' } }",
            "crm.yaml:15:83: /auth/oauth/token: must name its host; at most the first part of the"
                + " host is a setting, as in https://{domain}.example.com/oauth/token"),
        bad(
            "a key of OAuth that is no secret",
            "auth: { bearer: token }",
            "auth: { oauth: { grant: client-assertion, client: { id: app }, key: app, token:"
                + " 'https://api.example.com/token' } }",
            "crm.yaml:15:69: /auth/oauth/key: must name a setting with \"secret: true\"; such"
                + " settings are token"),
        bad(
            "a client of OAuth that is a secret",
            "auth: { bearer: token }",
            "auth: { oauth: { grant: client-assertion, client: { id: token }, key: token, token:"
                + " 'https://api.example.com/token' } }",
            "crm.yaml:15:57: /auth/oauth/client/id: must name a setting of the destination that is"
                + " no secret; such settings are app"),
        bad(
            "a secret beside an assertion",
            "auth: { bearer: token }",
            "auth: { oauth: { grant: client-assertion, client: { id: app, secret: token }, key:"
                + " token, token: 'https://api.example.com/token' } }",
            "crm.yaml:15:70: /auth/oauth/client/secret: \"secret\" is unknown; known are id"),
        bad(
            "scopes that are no texts",
            "auth: { bearer: token }",
            "auth: { oauth: { grant: client-assertion, client: { id: app }, key: token, token:"
                + " 'https://api.example.com/token', scopes: { a: b } } }",
            "crm.yaml:15:124: /auth/oauth/scopes: is no scope; accepted is a list of texts without"
                + " spaces"),
        bad(
            "a host from a setting whose name addresses cannot have",
            "host: https://api.example.com\nauth: { bearer: token }",
            "  - { name: account_id, label: A, help: B, required: true, origin: true }\n"
                + "host: { subdomain: account_id, pattern: '[a-z]+',"
                + " address: 'https://*.example.com' }\n"
                + "auth: { csrf: { path: /token, within: none } }",
            "crm.yaml:16:23: /auth/csrf/path: needs a \"subdomain\" of letters and"
                + " digits; the name of the setting \"account_id\" has others"),
        bad(
            "two conditions in one",
            "    - status: 404\n      outcome: missing\n",
            "    - status: 404\n"
                + "      when: { at: /a, is: x, startsWith: y }\n"
                + "      outcome: missing\n",
            "crm.yaml:46:13: /answers/people/1/when: must have one of \"is\", \"startsWith\" and"
                + " \"present: true\""),
        bad(
            "a session within a session",
            "auth: { bearer: token }",
            "auth: { csrf: { path: /odata, within: { csrf: { path: /x, within: none } } } }",
            "crm.yaml:15:39: /auth/csrf/within: is a session itself; accepted is one of basic,"
                + " bearer, header, query and oauth"),
        bad(
            "the path of a session at another host",
            "auth: { bearer: token }",
            "auth: { csrf: { path: //collector.example.net/odata, within: { bearer: token } } }",
            "crm.yaml:15:23: /auth/csrf/path: is no path; accepted is, for example, /odata"),
        bad(
            "a mode that no connector has",
            "app: ${settings.app}",
            "app: { $mode: { upsert: a, append: b } }",
            "crm.yaml:31:46: /objects/0/requests/write/body/app/$mode/append: \"append\" is"
                + " unknown; known are create-only, update-only, upsert"),
        bad(
            "credentials that are no secret",
            "auth: { bearer: token }",
            "auth: { bearer: app }",
            "crm.yaml:15:17: /auth/bearer: must name a setting with \"secret: true\"; such settings"
                + " are token"),
        bad(
            "credentials in a header",
            "path: /v1/me",
            "path: /v1/me\n  headers: { authorization: Bearer abc }",
            "crm.yaml:50:29: /probe/headers/authorization: \"authorization\" cannot be declared;"
                + " credentials are declared in \"auth\", and the engine sets the others"),
        bad(
            "an item outside of $each",
            "app: ${settings.app}",
            "app: ${item.fields.plan}",
            "crm.yaml:31:16: /objects/0/requests/write/body/app: \"item.fields.plan\" is known"
                + " inside of $each only, because the request carries the whole batch"),
        bad(
            "a request without an item",
            "/v1/people/${item.knownAs}",
            "/v1/people",
            "crm.yaml:38:9: /objects/0/requests/remove: carries no item; accepted is a request"
                + " with \"$each\" in its body, or one with ${item.…}"),
        bad(
            "an outcome that does not exist",
            "outcome: missing",
            "outcome: lost",
            "crm.yaml:46:16: /answers/people/1/outcome: \"lost\" is not accepted; accepted are"
                + " accepted, ambiguous, delivered, exists, gone, misconfigured, missing,"
                + " place-gone, quota-spent, rate-limited, refused-existing, refused-missing,"
                + " refused-together, rejected, submitted, transient, unauthorised, waits-for-record"),
        bad(
            "an expression that is not closed",
            "${item.matchValue | lower}",
            "${item.matchValue",
            "crm.yaml:34:22: /objects/0/requests/write/body/people/$each/email: \"${\" is not"
                + " closed by \"}\"; for the text itself, write \"$${\""),
        bad(
            "one key for all items",
            "${item.fields.plan}",
            "${batch.key}",
            "crm.yaml:35:21: /objects/0/requests/write/body/people/$each/plan: batch.key is the"
                + " same for all items; accepted is item.delivery"),
        bad(
            "a value that does not exist",
            "${item.fields.plan}",
            "${item.plan}",
            "crm.yaml:35:21: /objects/0/requests/write/body/people/$each/plan: \"item.plan\" is"
                + " unknown; known are batch.matchField, item.deliveredAs, item.delivery,"
                + " item.fields,"
                + " item.fields.NAME, item.knownAs, item.matchField, item.matchValue,"
                + " item.parentVendorId, item.since, item.vendorId, settings.NAME, sync.NAME"),
        bad(
            "one id for a whole batch",
            "outcome: delivered\n    - status: 404",
            "outcome: delivered\n      vendorId: /id\n    - status: 404",
            "crm.yaml:45:17: /answers/people/0/vendorId: is not accepted here: the request carries"
                + " the whole batch; accepted is vendorId in the outcomes of \"entries\""),
        bad(
            "a setting of an outcome that is not declared",
            "outcome: missing",
            "outcome: misconfigured\n      setting: channel",
            "crm.yaml:47:16: /answers/people/1/setting: must name a setting of the"
                + " destination, or of a sync to this object; settings are app, token"),
        bad(
            "a mode that no request can respect",
            "batchSize: 50",
            "batchSize: 50\n    modes: [upsert, update-only]",
            "crm.yaml:21:21: /objects/0/modes/1: needs \"find\", which tells whether a record is"
                + " there, or a \"write\" with $mode for it in its body"),
        bad(
            "a removal that only a delivered record has",
            "path: /v1/people/${item.knownAs}\n        answers: people\n",
            "path: /v1/people/${item.vendorId}\n        answers: people\n    modes: [delete]\n",
            "crm.yaml:41:13: /objects/0/modes/0: needs \"find\", or a removal without"
                + " item.vendorId, which only an earlier delivery returns"),
        bad(
            "an effect class without its key",
            "effectClass: A",
            "effectClass: B",
            "crm.yaml:17:5: /objects/0/deduplication: must be declared for the effect class B"),
        bad(
            "an effect class of jobs, which a declared connector cannot have",
            "effectClass: A",
            "effectClass: E",
            "crm.yaml:4:14: /effectClass: needs a connector with \"java\": declared requests are"
                + " neither in a transaction (D) nor in a job (E); accepted are A, B, C"),
        bad(
            "an effect class of transactions of an object",
            "    batchSize: 50\n",
            "    batchSize: 50\n    effectClass: D\n",
            "crm.yaml:21:18: /objects/0/effectClass: needs a connector with \"java\": declared"
                + " requests are neither in a transaction (D) nor in a job (E); accepted are A, B,"
                + " C"),
        bad(
            "a text that looks like an item",
            "/v1/people/${item.knownAs}",
            "/v1/people/$${item.knownAs}",
            "crm.yaml:39:15: /objects/0/requests/remove/path: has a part that is empty or is no"
                + " part of a path; parameters are declared in \"query\"",
            "crm.yaml:38:9: /objects/0/requests/remove: carries no item; accepted is a request"
                + " with \"$each\" in its body, or one with ${item.…}"),
        bad(
            "a removal by a value that the destination may not know",
            "/v1/people/${item.knownAs}",
            "/v1/people/${item.matchValue}",
            "crm.yaml:39:15: /objects/0/requests/remove/path: item.matchValue can be newer than"
                + " what the destination knows; accepted in a removal is item.knownAs"),
        bad(
            "other fields that no request sends",
            "batchSize: 50\n",
            "batchSize: 50\n    otherFields: '[a-z]+'\n",
            "crm.yaml:21:18: /objects/0/otherFields: is never sent; accepted is a request with"
                + " ${item.fields}, $fields, $otherFields or $otherFieldList"),
        bad(
            "fields that the object does not accept",
            "plan: ${item.fields.plan}",
            "plan: ${item.fields.plan}\n              $otherFields: ${field.value}",
            "crm.yaml:36:29: /objects/0/requests/write/body/people/$each/$otherFields: needs"
                + " \"otherFields\" of the object, the names of such fields"),
        bad(
            "a place of records that no setting names",
            "batchSize: 50\n",
            "batchSize: 50\n    within: [list]\n",
            "crm.yaml:21:14: /objects/0/within/0: must name a setting of the object with"
                + " \"required: true\"; such settings are none"),
        bad(
            "a required field of a declared connector",
            "{ name: plan,",
            "{ name: plan, required: true,",
            "crm.yaml:25:33: /objects/0/fields/1/required: needs a connector with \"java\", which"
                + " refuses such a record; accepted is the function required in a request that"
                + " writes"),
        bad(
            "a field that no request sends",
            "${item.fields.plan}",
            "free",
            "crm.yaml:25:17: /objects/0/fields/1/name: \"plan\" is never sent; accepted is a field"
                + " that a request uses"),
        bad(
            "a part of a path that leads to another one",
            "path: /v1/me",
            "path: /v1/../me",
            "crm.yaml:49:9: /probe/path: has a part that is one or two dots; accepted is the path"
                + " that it leads to"),
        bad(
            "credentials in a header of the client",
            "auth: { bearer: token }",
            "auth: { header: { name: host, secret: token } }",
            "crm.yaml:15:25: /auth/header/name: \"host\" cannot have credentials: the engine or the"
                + " client of HTTP sets it"),
        bad(
            "a success that a proxy could answer",
            "outcome: missing",
            "outcome: delivered",
            "crm.yaml:46:16: /answers/people/1/outcome: needs \"when\", because proxies answer with"
                + " this status too; accepted is a condition on the body that only the vendor"
                + " meets"),
        bad(
            "a limit of a field that is not declared",
            "path: /v1/people\n",
            "path: /v1/people\n        limits: { fields: { tariff: { maximumLength: 9 } } }\n",
            "crm.yaml:30:37: /objects/0/requests/write/limits/fields/tariff: \"tariff\" is no field"
                + " of this object; fields are email, plan"),
        bad(
            "a key that depends on the item",
            """
                  write:
                    method: POST
                    path: /v1/people
                    body:
                      app: ${settings.app}
                      people:
                        $each:
                          email: ${item.matchValue | lower}
                          plan: ${item.fields.plan}
                    answers: people
            """,
            """
                  find:
                    method: POST
                    path: /v1/search
                    body: { $each: "${item.matchValue}" }
                    answers:
                      - status: 200
                        found: { at: /all, key: "/${item.fields.plan}", equals: a, id: /id }
                  create:
                    method: POST
                    path: /v1/people
                    body: { app: "${settings.app}", people: { $each: "${item.fields}" } }
                    answers: people
                  update:
                    method: PUT
                    path: /v1/people
                    body: { $each: "${item.vendorId}" }
                    answers: people
            """,
            "crm.yaml:33:37: /objects/0/requests/find/answers/0/found/key: names something else;"
                + " accepted in this place is ${batch.matchField}"),
        bad(
            "a body that is no JSON",
            "path: /v1/people\n",
            "path: /v1/people\n        contentType: text/csv\n",
            "crm.yaml:30:22: /objects/0/requests/write/contentType: is no type of JSON; accepted"
                + " is, for example, application/vnd.api+json"),
        bad(
            "rules that nobody uses",
            "answers:\n  people:\n",
            "answers:\n  others:\n    - status: 200\n      outcome: delivered\n  people:\n",
            "crm.yaml:43:5: /answers/others: is never used; accepted is a name that a request has"
                + " in \"answers\""));
  }

  private static Arguments bad(String name, String good, String bad, String... faults) {
    return Arguments.of(name, good, bad, List.of(faults));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void aMistakeIsRefusedWithItsPlaceAndARemedy(
      String name, String good, String bad, List<String> faults) {
    assertThat(Sample.faults(Sample.with(good, bad)))
        .as(name)
        .containsExactlyInAnyOrderElementsOf(faults);
  }

  @Test
  void allMistakesOfAFileAreReportedInItsOrder() {
    String yaml =
        Sample.GOOD
            .replace(
                "batchSize: 50",
                "batchSize: many\n    modes: [append]\n    links: [{ object: lists }]\n"
                    + "    settle: soon\n    deduplication: { form: uild }")
            .replace("name: CRM\ndescription: Keeps people up to date.\n", "")
            .replace("| lower", "| shout")
            .replace("outcome: missing", "outcome: lost")
            .replace("path: /v1/me", "path: //evil.example.net");
    List<String> faults = Sample.faults(yaml);
    assertThat(faults)
        .satisfiesExactly(
            each -> assertThat(each).isEqualTo("crm.yaml:1:1: must have \"name\""),
            each -> assertThat(each).isEqualTo("crm.yaml:1:1: must have \"description\""),
            each -> assertThat(each).startsWith("crm.yaml:18:16: /objects/0/batchSize: "),
            each -> assertThat(each).contains(":19:13: ").contains("append is for events only"),
            each -> assertThat(each).contains(":20:13: /objects/0/links/0/field: must not be"),
            each -> assertThat(each).contains(":20:23: ").contains("must name an object"),
            each -> assertThat(each).contains(":21:13: ").contains("must be a duration"),
            each -> assertThat(each).contains(":22:28: ").contains("accepted are ulid, uuid"),
            each -> assertThat(each).contains(":36:22: ").contains("unknown function"),
            each -> assertThat(each).contains(":48:16: ").contains("\"lost\" is not accepted"),
            each -> assertThat(each).contains(":51:9: ").contains("must begin with one slash"));
  }

  /** Each list uses the next one twice: 2^40 rules. */
  @Test
  void listsThatUseEachOtherOftenAreRefusedSoon() {
    StringBuilder lists = new StringBuilder("    - use: l0\n");
    for (int i = 0; i < 40; i++) {
      lists.append("  l%d: [{ use: l%d }, { use: l%d }]\n".formatted(i, i + 1, i + 1));
    }
    lists.append("  l40: [{ status: 201, outcome: delivered }]\n");
    assertThat(
            Sample.faults(
                Sample.with("    - status: 404\n      outcome: missing\n", lists.toString())))
        .anyMatch(fault -> fault.contains("is one rule too many; accepted are at most 500"))
        .hasSizeLessThanOrEqualTo(100);
  }

  @Test
  void aFileWithManyMistakesReportsAHundred() {
    StringBuilder unknown = new StringBuilder();
    for (int i = 0; i < 2_000; i++) {
      unknown.append("x%d: 1\n".formatted(i));
    }
    assertThat(Sample.faults(unknown + Sample.GOOD)).hasSizeBetween(50, 100);
  }

  @Test
  void aSecretSettingOfASyncIsInNoRequest() {
    String yaml =
        Sample.GOOD
            .replace(
                "    requests:\n",
                "    settings: [{ name: key, label: Key, help: A key, secret: true }]\n"
                    + "    requests:\n")
            .replace("${settings.app}", "${sync.key}");
    assertThat(Sample.faults(yaml))
        .anyMatch(fault -> fault.contains("\"key\" is no setting of a sync to this object"));
  }

  /** Without a value for the mode, the property is left out, and the vendor's default counts. */
  @Test
  void aModeNeedsAValueOfItsOwnInTheBody() {
    String yaml = Sample.with("    batchSize: 50\n", "    batchSize: 50\n    modes: [MODE]\n");
    String other = yaml.replace("app: ${settings.app}", "app: { $mode: { upsert: put } }");
    String own = yaml.replace("app: ${settings.app}", "app: { $mode: { MODE: put } }");
    for (String mode : List.of("update-only", "create-only")) {
      assertThat(Sample.faults(other.replace("MODE", mode)))
          .singleElement()
          .asString()
          .contains("/objects/0/modes/0: needs \"find\"");
      assertThat(Sample.faults(own.replace("MODE", mode))).isEmpty();
    }
  }

  @Test
  void anUpdateBesideAWriteNamesARecordByItsId() {
    String update =
        """
              update: { method: PUT, path: "/v1/people/PATH", answers: people }
              remove:
        """;
    String yaml = Sample.with("      remove:\n", update);
    String known =
        yaml.replace("PATH", "${item.vendorId}").replace("batchSize: 50", "batchSize: 1");
    assertThat(Sample.faults(yaml.replace("PATH", "${item.knownAs}")))
        .anyMatch(fault -> fault.contains("accepted is a request with item.vendorId"));
    assertThat(Sample.faults(known)).isEmpty();
    assertThat(Sample.faults(known.replace("kind: record", "kind: event")))
        .anyMatch(fault -> fault.contains("accepted is an object of the kind record"));
  }

  @Test
  void aJavaClassBesideDeclaredPartsIsRefused() {
    assertThat(Sample.faults(Sample.with("id: crm", "id: crm\njava: dev.example.Crm")))
        .contains(
            "crm.yaml:2:7: /java: is not accepted here: a declared connector has no Java class",
            "crm.yaml:15:7: /host: is decided by the Java class; accepted is one of both")
        .hasSize(6);
  }

  /** Each part of a manifest is replaced by values of other types. */
  @Test
  void noContentOfAFileMakesTheCompilerFail() throws IOException {
    YAMLMapper mapper = new YAMLMapper();
    String declarations =
        """
            batch: { items: 50, bytes: 5000, itemBytes: 100, wait: PT2S }
            effectClass: B
            deduplication: { form: text, maximumLength: 40, window: PT48H }
            modes: [upsert, mirror]
            settle: PT5M
            confirms: accepted
            forget: { what: archived, words: Kept for 90 days }
            links: [{ field: plan, object: people }]
        """;
    String all = Sample.with("    batchSize: 50\n", declarations);
    assertThat(Sample.faults(all)).isEmpty();
    JsonNode good = mapper.readTree(all);
    List<JsonPointer> places = new ArrayList<>();
    collect(good, JsonPointer.empty(), places);
    List<String> values =
        List.of(
            "null",
            "5",
            "true",
            "x",
            "[]",
            "{}",
            "[null]",
            "{a: b}",
            "'${'",
            "'${item.fields.plan | x}'");
    for (JsonPointer place : places) {
      for (String value : values) {
        JsonNode other = good.deepCopy();
        replace(other, place, mapper.readTree(value));
        String yaml = mapper.writeValueAsString(other);
        assertThatCode(() -> Sample.faults(yaml)).as(yaml).doesNotThrowAnyException();
      }
    }
    assertThat(places).hasSizeGreaterThan(60);
  }

  private static void collect(JsonNode node, JsonPointer at, List<JsonPointer> places) {
    if (node.isObject()) {
      node.properties()
          .forEach(child -> {
            places.add(at.appendProperty(child.getKey()));
            collect(child.getValue(), at.appendProperty(child.getKey()), places);
          });
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      places.add(at.appendIndex(i));
      collect(node.get(i), at.appendIndex(i), places);
    }
  }

  private static void replace(JsonNode tree, JsonPointer place, JsonNode value) {
    JsonNode around = tree.at(place.head());
    if (around instanceof ObjectNode map) {
      map.set(place.last().getMatchingProperty(), value);
    } else {
      ((ArrayNode) around).set(place.last().getMatchingIndex(), value);
    }
  }

  @Test
  void whatIsNoYamlIsRefusedWithItsPlace() {
    assertThat(Sample.faults("id: [crm")).singleElement().asString().startsWith("crm.yaml:1:");
    assertThat(Sample.faults("- crm")).singleElement().asString().startsWith("crm.yaml:1:1: ");
  }
}
