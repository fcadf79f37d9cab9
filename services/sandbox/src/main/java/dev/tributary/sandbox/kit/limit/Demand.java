package dev.tributary.sandbox.kit.limit;

/**
 * The use that one request makes of limits.
 *
 * @param group the group of limits that applies
 * @param account the account that pays
 * @param endpoint the operation
 * @param subject the object that the request is about; empty for none
 * @param records the number of records in the request
 * @param bytes the length of the body
 */
public record Demand(
    String group, String account, String endpoint, String subject, long records, long bytes) {
  long amount(Limit limit) {
    return switch (limit.unit()) {
      case REQUESTS -> 1;
      case RECORDS -> records;
      case BYTES -> bytes;
    };
  }

  /** The name of the count that this request belongs to. */
  String count(Limit limit) {
    var shared = String.join("\n", group, limit.name(), account);
    return switch (limit.scope()) {
      case ACCOUNT -> shared;
      case ENDPOINT -> shared + "\n" + endpoint;
      case SUBJECT -> shared + "\n" + subject;
    };
  }
}
