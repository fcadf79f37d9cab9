package dev.tributary.destinations.connector.manifest;

/**
 * A mistake in a manifest.
 *
 * @param line from 1
 * @param column from 1
 * @param pointer into the file (RFC 6901), such as {@code /objects/0/kind}; empty for the whole
 * @param words what is wrong, and what would be accepted; cut after 2,000 characters
 */
public record ManifestFault(String file, int line, int column, String pointer, String words) {
  /** A fault can list all names of a file. Logs and answers have faults of many files. */
  private static final int LONGEST = 2_000;

  public ManifestFault {
    words = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
  }

  /** For example, {@code crm.yaml:6:13: /concurency: is unknown; known are …}. */
  public String message() {
    return "%s:%d:%d: %s%s"
        .formatted(file, line, column, pointer.isEmpty() ? "" : pointer + ": ", words);
  }
}
