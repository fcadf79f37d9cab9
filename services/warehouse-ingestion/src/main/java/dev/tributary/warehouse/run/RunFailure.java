package dev.tributary.warehouse.run;

import org.jspecify.annotations.Nullable;

/**
 * A run cannot go on for a reason that its owner should read. What is said of it holds no value of
 * a row; what the engine said may, so it is kept apart and never stored.
 */
public final class RunFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final @Nullable String engineWords;

  public RunFailure(String code, String detail) {
    super(detail);
    this.code = code;
    this.engineWords = null;
  }

  public RunFailure(String code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.engineWords = null;
  }

  /**
   * @param engineWords for whoever may read personal data, in the answer to their request only
   */
  public RunFailure(String code, String detail, String engineWords, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.engineWords = engineWords;
  }

  public String code() {
    return code;
  }

  public @Nullable String engineWords() {
    return engineWords;
  }

  public Run.Failure toFailure() {
    return new Run.Failure(code, String.valueOf(getMessage()));
  }
}
