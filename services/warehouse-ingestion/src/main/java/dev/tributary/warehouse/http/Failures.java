package dev.tributary.warehouse.http;

import dev.tributary.runtime.http.ErrorCode;
import dev.tributary.runtime.http.ErrorCode.Kind;
import dev.tributary.runtime.http.Problem;
import dev.tributary.warehouse.table.RunFailure;

/** The errors of a warehouse, as answers to the caller. */
final class Failures {
  private Failures() {}

  /** The error of a connection, at the field that would have to change. */
  static Problem connectionProblem(RunFailure failure) {
    return problem(
        failure,
        switch (failure.code()) {
          case "file-missing", "file-outside", "file-unreadable", "files-unavailable" ->
              "/connection/path";
          case "warehouse-unreachable", "address-refused" -> "/connection/host";
          case "database-missing" -> "/connection/database";
          case "credentials-refused" -> "/connection/password";
          default -> "/connection";
        });
  }

  /**
   * As {@link #problem(RunFailure, String)}, with the engine's own message, for a caller who may
   * see values.
   */
  static Problem inEngineWords(RunFailure failure, String pointer) {
    String words = failure.engineWords();
    return words == null
        ? problem(failure, pointer)
        : problem(failure, failure.getMessage() + ". The engine says: " + words, pointer);
  }

  /** The failure's own code and message. */
  static Problem problem(RunFailure failure, String pointer) {
    return problem(failure, String.valueOf(failure.getMessage()), pointer);
  }

  private static Problem problem(RunFailure failure, String detail, String pointer) {
    return switch (failure.code()) {
      case "warehouse-unreachable", "files-unavailable", "engine-unavailable" ->
          new ErrorCode(failure.code(), 502, Kind.TRANSIENT, "The warehouse cannot be reached")
              .problem(detail, pointer);
      case "credentials-refused" ->
          new ErrorCode(failure.code(), 422, Kind.CALLER, "The warehouse refuses the credentials")
              .problem(detail, pointer);
      default ->
          new ErrorCode(failure.code(), 422, Kind.CALLER, "The warehouse refuses the request")
              .problem(detail, pointer);
    };
  }
}
