package dev.tributary.warehouse.run;

/** A run cannot go on for a reason that its owner should read. */
public final class RunFailure extends Exception {
  private static final long serialVersionUID = 1L;
  private final String code;

  public RunFailure(String code, String detail) {
    super(detail);
    this.code = code;
  }

  public RunFailure(String code, String detail, Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  public String code() {
    return code;
  }

  public Run.Failure toFailure() {
    return new Run.Failure(code, String.valueOf(getMessage()));
  }
}
