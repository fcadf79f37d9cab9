package dev.tributary.sandbox.kit;

import dev.tributary.sandbox.Answer;
import dev.tributary.sandbox.Call;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * One operation of a vendor.
 *
 * @param path as a document writes it, with parameters in braces
 * @param group the group of limits
 * @param access the credentials that it needs
 * @param records the number of records in a request, for limits that count records
 * @param subject the object that a request is about, for limits of one object
 * @param work runs under the vendor's lock
 */
public record Operation(
    String method,
    String path,
    String group,
    Access access,
    ToLongFunction<Call> records,
    Function<Call, Answer> work,
    Function<Call, String> subject) {
  /** The credentials that an operation needs. */
  public enum Access {
    ACCOUNT,
    /** The operation is public, or checks credentials itself. */
    PUBLIC
  }

  public static Operation of(
      String method, String path, String group, Function<Call, Answer> work) {
    return new Operation(method, path, group, Access.ACCOUNT, call -> 1, work, call -> "");
  }

  /** The same operation without a check of credentials and of the document. */
  public Operation open() {
    return new Operation(method, path, group, Access.PUBLIC, records, work, subject);
  }

  /** The same operation, which counts records so. */
  public Operation counting(ToLongFunction<Call> count) {
    return new Operation(method, path, group, access, count, work, subject);
  }

  /** The same operation, whose limits of one object are those of this object. */
  public Operation about(Function<Call, String> object) {
    return new Operation(method, path, group, access, records, work, object);
  }

  String endpoint() {
    return method + " " + path;
  }
}
