package dev.tributary.contracts.audit;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

/**
 * One changed field.
 *
 * @param field RFC 6901, into the object as its service stores it
 * @param before null if the field was absent; always null for a secret
 * @param after null if the field is absent now; always null for a secret
 */
public record FieldChange(
    String field, @Nullable JsonNode before, @Nullable JsonNode after, Sensitivity sensitivity) {

  /** The last one of a list that is not complete. */
  public static final FieldChange MORE =
      open("/…", null, TextNode.valueOf("More fields were changed"));

  /**
   * The object sends its secrets to another receiver from now on. The owner of the object adds this
   * to the entry of the change.
   */
  public static final FieldChange ADDRESS_CHANGED = open("/addressChanged", null, BooleanNode.TRUE);

  /** The readers of the trail who may see the values. */
  public enum Sensitivity {
    /** All readers of the trail. */
    @JsonProperty("open")
    OPEN,
    /** Readers of the trail who may also read personal data. */
    @JsonProperty("personal")
    PERSONAL,
    /** Nobody: the entry only says that the field was changed. */
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
