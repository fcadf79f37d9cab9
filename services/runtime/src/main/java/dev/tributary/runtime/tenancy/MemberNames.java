package dev.tributary.runtime.tenancy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.jspecify.annotations.Nullable;

/**
 * Which names of members a caller sees. The username of a member may be an e-mail address, and an
 * owner usually is one. Only callers who may read personal data see a name with an e-mail address.
 */
public enum MemberNames {
  ALL,
  WITHOUT_ADDRESSES;

  private static final String ENCODED_AT = "%40";

  public static MemberNames seenBy(Tenant tenant) {
    return tenant.mayReadPersonalData() ? ALL : WITHOUT_ADDRESSES;
  }

  public boolean shows(String name) {
    return this == ALL || !name.contains("@");
  }

  /** Whether a path may be shown, in which a name can be a segment. */
  public boolean showsPath(String path) {
    return shows(path) && (this == ALL || !path.contains(ENCODED_AT));
  }

  /** A path with names in its segments, or its mask. */
  public JsonNode ofPath(String path) {
    return showsPath(path) ? JsonNodeFactory.instance.textNode(path) : MaskedValue.json();
  }

  /** The name or its mask. */
  public JsonNode of(String name) {
    return shows(name) ? JsonNodeFactory.instance.textNode(name) : MaskedValue.json();
  }

  public @Nullable JsonNode ofOptional(@Nullable String name) {
    return name == null ? null : of(name);
  }

  /** An e-mail address of an account or its mask. It may have any form, also without an "@". */
  public JsonNode address(String email) {
    return this == ALL ? JsonNodeFactory.instance.textNode(email) : MaskedValue.json();
  }

  public @Nullable JsonNode optionalAddress(@Nullable String email) {
    return email == null ? null : address(email);
  }
}
