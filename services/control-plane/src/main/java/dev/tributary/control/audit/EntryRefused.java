package dev.tributary.control.audit;

/** The database refuses the content of an entry, however often it is tried. */
public final class EntryRefused extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public EntryRefused(Throwable cause) {
    super("The store refuses the entry", cause);
  }
}
