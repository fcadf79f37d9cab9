package dev.tributary.warehouse.http;

import dev.tributary.runtime.problem.ErrorCode;
import dev.tributary.runtime.problem.ErrorCode.Kind;
import dev.tributary.runtime.problem.Problem;
import dev.tributary.warehouse.table.QueryPosition;
import dev.tributary.warehouse.table.RunFailure;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

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
      case "tls-unsupported" -> Optional.of("/connection/tls");
      case "certificate-refused" -> Optional.of("/connection/verifyCertificate");
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
        : problem(failure, failure.getMessage() + ". The engine says: " + words, pointer, words);
  }

  /** The failure's own code and message. */
  static Problem problem(RunFailure failure, String pointer) {
    return problem(failure, String.valueOf(failure.getMessage()), pointer, null);
  }

  private static Problem problem(
      RunFailure failure, String detail, String pointer, @Nullable String engineMessage) {
    Problem.At place = new Problem.At(pointer, detail, position(failure.position()), engineMessage);
    return code(failure).problem(detail, List.of(place));
  }

  private static Problem.@Nullable Position position(@Nullable QueryPosition position) {
    return position == null ? null : new Problem.Position(position.line(), position.column());
  }

  private static ErrorCode code(RunFailure failure) {
    return switch (failure.code()) {
      case "warehouse-unreachable", "files-unavailable", "engine-unavailable" ->
          new ErrorCode(failure.code(), Kind.UNREACHABLE, "The warehouse cannot be reached");
      case "credentials-refused" ->
          new ErrorCode(failure.code(), Kind.INVALID, "The warehouse refuses the credentials");
      default -> new ErrorCode(failure.code(), Kind.INVALID, "The warehouse refuses the request");
    };
  }
}
