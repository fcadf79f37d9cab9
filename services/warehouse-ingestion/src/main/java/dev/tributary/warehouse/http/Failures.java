package dev.tributary.warehouse.http;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.warehouse.table.RunFailure;
import java.util.Optional;

/** The errors of a warehouse, as answers to the caller. */
final class Failures {
  private Failures() {}

  /** The error of a connection, at the field that would have to change. */
  static Problem connectionProblem(RunFailure failure) {
    return problem(failure, connectionField(failure).orElse("/connection"));
  }

  /**
   * Where a model would have to change: at its warehouse if the connection fails, otherwise at its
   * source.
   *
   * @param source the place of the table or the query
   */
  static String placeInModel(RunFailure failure, String source) {
    return connectionField(failure).isPresent() ? "/warehouse" : source;
  }

  private static Optional<String> connectionField(RunFailure failure) {
    return switch (failure.code()) {
      case "file-missing", "file-outside", "file-unreadable", "files-unavailable" ->
          Optional.of("/connection/path");
      case "warehouse-unreachable", "address-refused" -> Optional.of("/connection/host");
      case "database-missing" -> Optional.of("/connection/database");
      case "credentials-refused" -> Optional.of("/connection/password");
      default -> Optional.empty();
    };
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
          new ErrorCode(failure.code(), Kind.UNREACHABLE, "The warehouse cannot be reached")
              .problem(detail, pointer);
      case "credentials-refused" ->
          new ErrorCode(failure.code(), Kind.INVALID, "The warehouse refuses the credentials")
              .problem(detail, pointer);
      default ->
          new ErrorCode(failure.code(), Kind.INVALID, "The warehouse refuses the request")
              .problem(detail, pointer);
    };
  }
}
