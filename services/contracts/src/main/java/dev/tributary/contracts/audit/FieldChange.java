package dev.tributary.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * One field that is different afterwards.
 *
 * @param field RFC 6901, into the object as its service stores it
 * @param before null where the field was not there; always null of a secret
 * @param after null where the field is gone; always null of a secret
 */
public record FieldChange(
    String field, @Nullable JsonNode before, @Nullable JsonNode after, Sensitivity sensitivity) {

  /** Who may see the values. */
  public enum Sensitivity {
    /** Whoever may read the trail. */
    @JsonProperty("open")
    OPEN,
    /** Of them, who may read personal data. */
    @JsonProperty("personal")
    PERSONAL,
    /** Nobody: that it was changed is all there is. */
    @JsonProperty("secret")
    SECRET
  }

  public FieldChange {
    if (sensitivity == Sensitivity.SECRET && (before != null || after != null)) {
      throw new IllegalArgumentException("The value of a secret is not part of a change");
    }
  }

  public static FieldChange open(
      String field, @Nullable JsonNode before, @Nullable JsonNode after) {
    return new FieldChange(field, before, after, Sensitivity.OPEN);
  }

  /** Personal data, such as an address. */
  public static FieldChange personal(
      String field, @Nullable String before, @Nullable String after) {
    return new FieldChange(
        field,
        before == null ? null : TextNode.valueOf(before),
        after == null ? null : TextNode.valueOf(after),
        Sensitivity.PERSONAL);
  }

  public static FieldChange secret(String field) {
    return new FieldChange(field, null, null, Sensitivity.SECRET);
  }
}
