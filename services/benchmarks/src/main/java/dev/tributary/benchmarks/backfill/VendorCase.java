package dev.tributary.benchmarks.backfill;

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
 * @param recordsPerRequest the largest number
 * @param usedByOthers the part of the limits that another program uses all the time, from 0 to 0.9
 */
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
  private static final Map<String, ?> EMAIL = Map.of("kind", "identifier", "type", "email");
  private static final Map<String, ?> USER = Map.of("kind", "identifier", "type", "user_id");

  static final VendorCase HUBSPOT =
      new VendorCase(
          "HubSpot",
          "hubspot",
          Map.of("accessToken", "pat-bench"),
          "contacts",
          "email",
          EMAIL,
          List.of(trait("firstname", "firstName"), trait("lastname", "lastName")),
          "hubspot/objects/contacts/counts",
          List.of(new RequestLimit(100, 10, "")),
          100,
          0);

  /** The first is measured without limits, too. */
  static final List<VendorCase> ALL =
      List.of(
          HUBSPOT,
          new VendorCase(
              "Klaviyo",
              "klaviyo",
              Map.of("apiKey", "pk_bench"),
              "profiles",
              "email",
              EMAIL,
              List.of(trait("first_name", "firstName"), trait("last_name", "lastName")),
              "klaviyo/records/profiles/counts",
              List.of(
                  new RequestLimit(10, 1, KLAVIYO_JOBS), new RequestLimit(150, 60, KLAVIYO_JOBS)),
              10_000,
              0),
          new VendorCase(
              "Salesforce",
              "salesforce",
              Map.of("domain", "bench", "clientId", "client", "clientSecret", "secret-of-bench"),
              "contacts",
              "External_Id__c",
              USER,
              List.of(
                  trait("FirstName", "firstName"),
                  trait("LastName", "lastName"),
                  Map.of("field", "Email", "from", EMAIL)),
              "salesforce/records/Contact/counts",
              List.of(),
              10_000,
              0),
          new VendorCase(
              "Braze",
              "braze",
              Map.of("apiKey", "key-of-bench", "instance", "eu-01"),
              "users",
              "external_id",
              USER,
              List.of(
                  trait("first_name", "firstName"),
                  trait("last_name", "lastName"),
                  Map.of("field", "email", "from", EMAIL)),
              "braze/records/users/counts",
              List.of(new RequestLimit(3_000, 3, "")),
              75,
              0),
          new VendorCase(
              "Marketo",
              "marketo",
              Map.of(
                  "munchkinId",
                  "123-abc-456",
                  "clientId",
                  "client",
                  "clientSecret",
                  "secret-of-bench"),
              "leads",
              "email",
              EMAIL,
              List.of(trait("firstName", "firstName"), trait("lastName", "lastName")),
              "marketo/records/leads/counts",
              List.of(new RequestLimit(100, 20, "")),
              300,
              0.5));

  private static Map<String, ?> trait(String field, String trait) {
    return Map.of("field", field, "from", Map.of("kind", "trait", "name", trait));
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
    return new VendorCase(
        name,
        connector,
        settings,
        object,
        matchField,
        from,
        mapping,
        records,
        others,
        recordsPerRequest,
        usedByOthers);
  }
}
