package dev.tributary.benchmarks.backfill;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A first sync to one vendor.
 *
 * @param name in the table
 * @param connector its id; also the path of the stand-in
 * @param settings of the destination
 * @param object that the people become
 * @param matchField of the object
 * @param from where the match value comes from
 * @param mapping the other fields
 * @param records the path of the control API of the stand-in that counts the records
 * @param limits of requests, as the vendor documents them; empty if none can be reached
 * @param recordsPerRequest the largest number; of a job with limits, the average of its requests
 * @param usedByOthers the part of the limits that another program uses all the time, from 0 to 0.9
 */
@RecordBuilder
record VendorCase(
    String name,
    String connector,
    Map<String, ?> settings,
    String object,
    String matchField,
    Map<String, ?> from,
    List<Map<String, ?>> mapping,
    String records,
    List<RequestLimit> limits,
    int recordsPerRequest,
    double usedByOthers) {

  /**
   * A limit of requests.
   *
   * @param requests in a window
   * @param seconds the length of the window
   * @param endpoint the path that has it; empty for all requests of the account
   */
  record RequestLimit(long requests, int seconds, String endpoint) {

    /** The same limit of a vendor that allows this many times as much. */
    RequestLimit times(double factor) {
      return new RequestLimit(Math.max(1, Math.round(requests * factor)), seconds, endpoint);
    }
  }

  private static final String KLAVIYO_JOBS = "/api/profile-bulk-import-jobs";

  /**
   * The requests for an import job of 10,000 people: its creation, a question, and its errors. The
   * connector counts all of them against the same limit. A first sync to a list would also read 100
   * pages with the ids of profiles.
   */
  private static final int KLAVIYO_REQUESTS = 3;

  private static final Map<String, ?> EMAIL = Map.of("kind", "identifier", "type", "email");
  private static final Map<String, ?> USER = Map.of("kind", "identifier", "type", "user_id");

  static final VendorCase HUBSPOT =
      VendorCaseBuilder.builder()
          .name("HubSpot")
          .connector("hubspot")
          .settings(Map.of("accessToken", "pat-bench"))
          .object("contacts")
          .matchField("email")
          .from(EMAIL)
          .mapping(List.of(trait("firstname", "firstName"), trait("lastname", "lastName")))
          .records("hubspot/objects/contacts/counts")
          .limits(List.of(new RequestLimit(100, 10, "")))
          .recordsPerRequest(100)
          .usedByOthers(0)
          .build();

  private static final VendorCase SALESFORCE =
      VendorCaseBuilder.builder()
          .name("Salesforce")
          .connector("salesforce")
          .settings(
              Map.of("domain", "bench", "clientId", "client", "clientSecret", "secret-of-bench"))
          .object("contacts")
          .matchField("External_Id__c")
          .from(USER)
          .mapping(
              List.of(
                  trait("FirstName", "firstName"),
                  trait("LastName", "lastName"),
                  Map.of("field", "Email", "from", EMAIL)))
          .records("salesforce/records/Contact/counts")
          .limits(List.of())
          .recordsPerRequest(10_000)
          .usedByOthers(0)
          .build();

  private static final VendorCase SALESFORCE_WITHOUT_BULK = SALESFORCE.withoutBulk();

  private static final List<VendorCase> ALL =
      List.of(
          HUBSPOT,
          VendorCaseBuilder.builder()
              .name("Klaviyo")
              .connector("klaviyo")
              .settings(Map.of("apiKey", "pk_bench"))
              .object("profiles")
              .matchField("email")
              .from(EMAIL)
              .mapping(List.of(trait("first_name", "firstName"), trait("last_name", "lastName")))
              .records("klaviyo/records/profiles/counts")
              .limits(
                  List.of(
                      new RequestLimit(10, 1, KLAVIYO_JOBS),
                      new RequestLimit(150, 60, KLAVIYO_JOBS)))
              .recordsPerRequest(10_000 / KLAVIYO_REQUESTS)
              .usedByOthers(0)
              .build(),
          SALESFORCE,
          SALESFORCE_WITHOUT_BULK,
          VendorCaseBuilder.builder()
              .name("Braze")
              .connector("braze")
              .settings(Map.of("apiKey", "key-of-bench", "instance", "eu-01"))
              .object("users")
              .matchField("external_id")
              .from(USER)
              .mapping(
                  List.of(
                      trait("first_name", "firstName"),
                      trait("last_name", "lastName"),
                      Map.of("field", "email", "from", EMAIL)))
              .records("braze/records/users/counts")
              .limits(List.of(new RequestLimit(3_000, 3, "")))
              .recordsPerRequest(75)
              .usedByOthers(0)
              .build(),
          VendorCaseBuilder.builder()
              .name("Marketo")
              .connector("marketo")
              .settings(
                  Map.of(
                      "munchkinId",
                      "123-abc-456",
                      "clientId",
                      "client",
                      "clientSecret",
                      "secret-of-bench"))
              .object("leads")
              .matchField("email")
              .from(EMAIL)
              .mapping(List.of(trait("firstName", "firstName"), trait("lastName", "lastName")))
              .records("marketo/records/leads/counts")
              .limits(List.of(new RequestLimit(100, 20, "")))
              .recordsPerRequest(300)
              .usedByOthers(0.5)
              .build());

  /**
   * The cases of these connectors; of all if none is named.
   *
   * @throws IllegalArgumentException if a connector has no case
   */
  static List<VendorCase> of(List<String> connectors) {
    List<String> known = ALL.stream().map(VendorCase::connector).distinct().toList();
    if (!known.containsAll(connectors)) {
      throw new IllegalArgumentException(
          "The bench backfill has the vendors " + String.join(", ", known));
    }
    return connectors.isEmpty()
        ? ALL
        : ALL.stream().filter(each -> connectors.contains(each.connector())).toList();
  }

  private static Map<String, ?> trait(String field, String trait) {
    return Map.of("field", field, "from", Map.of("kind", "trait", "name", trait));
  }

  private VendorCase withoutBulk() {
    Map<String, Object> changed = new HashMap<>(settings);
    changed.put("withoutBulk", true);
    return VendorCaseBuilder.builder(this)
        .name(name + " without Bulk API")
        .settings(Map.copyOf(changed))
        .recordsPerRequest(200)
        .build();
  }

  boolean isLimited() {
    return !limits.isEmpty();
  }

  /** How many records a second the limits leave to Tributary; infinite without limits. */
  double recordsPerSecond() {
    double requests =
        limits.stream()
            .mapToDouble(limit -> (double) limit.requests() / limit.seconds())
            .min()
            .orElse(Double.POSITIVE_INFINITY);
    return requests * (1 - usedByOthers) * recordsPerRequest;
  }

  /** The same vendor that allows this many times as much. */
  VendorCase times(double factor) {
    return with(limits.stream().map(limit -> limit.times(factor)).toList());
  }

  /** The same vendor with other limits. */
  VendorCase with(List<RequestLimit> others) {
    return VendorCaseBuilder.builder(this).limits(others).build();
  }
}
