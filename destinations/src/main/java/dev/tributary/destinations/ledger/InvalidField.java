package dev.tributary.destinations.ledger;

/**
 * A field of a record whose value cannot be made. The record is not sent until its content changes.
 *
 * @param field the name of the field at the destination
 * @param place of the step in the definition of the sync, as a pointer (RFC 6901)
 * @param words the reason and what would be accepted, without the value
 */
public record InvalidField(String field, String place, String words) {

  /** For users, for example {@code Not sent, by /mapping/0/transform/1: A text is no …}. */
  public String explanation() {
    return "Not sent, by %s of the sync: %s".formatted(place, words);
  }
}
