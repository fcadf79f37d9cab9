package dev.tributary.identity.configuration;

/** A change expects another version than the present one. */
public final class VersionMismatch extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public VersionMismatch(long present, long expected) {
    super("The version is %d, not %d; read it again".formatted(present, expected));
  }
}
