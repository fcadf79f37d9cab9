package dev.tributary.warehouse.table;

import org.jspecify.annotations.Nullable;

/**
 * A run cannot continue, for a reason that its owner should read. The detail contains no value of a
 * row. The engine's message may contain one, so it is kept separately and never stored.
 */
public final class RunFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final String code;
  private final @Nullable String engineWords;
  private final @Nullable QueryPosition position;

  public RunFailure(String code, String detail) {
    super(detail);
    this.code = code;
    this.engineWords = null;
    this.position = null;
  }

  public RunFailure(String code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.engineWords = null;
    this.position = null;
  }

  /**
   * @param engineWords for callers who may read personal data, in the answer to their request only
   */
  public RunFailure(String code, String detail, String engineWords, Throwable cause) {
    this(code, detail, engineWords, null, cause);
  }

  /**
   * @param engineWords for callers who may read personal data, in the answer to their request only
   * @param position where in the query; null if the engine did not say
   */
  public RunFailure(
      String code,
      String detail,
      @Nullable String engineWords,
      @Nullable QueryPosition position,
      @Nullable Throwable cause) {
    super(detail, cause);
    this.code = code;
    this.engineWords = engineWords;
    this.position = position;
  }

  public String code() {
    return code;
  }

  public @Nullable String engineWords() {
    return engineWords;
  }

  public @Nullable QueryPosition position() {
    return position;
  }
}
