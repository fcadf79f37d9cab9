package dev.tributary.destinations.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.runtime.tenancy.Role;
import dev.tributary.runtime.tenancy.Tenant;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How much of a destination's addresses a caller sees. Paths and queries of webhooks often hold a
 * secret, and so do headers of requests. A caller who may not change destinations sees only the
 * host, and which headers are set.
 */
public enum AddressVisibility {
  WHOLE,
  HOST;

  /** The smallest role that may change destinations, as in roles.csv. */
  private static final Role CHANGES_DESTINATIONS = Role.ENGINEER;

  private static final String SET = "***";

  public static AddressVisibility seenBy(Tenant tenant) {
    return tenant
            .caller()
            .role(tenant.workspaceId())
            .filter(role -> role.includes(CHANGES_DESTINATIONS))
            .isPresent()
        ? WHOLE
        : HOST;
  }

  /** An address with its scheme, host and port; any other text is unchanged. */
  public String of(String text) {
    if (this == WHOLE || !text.contains("://")) {
      return text;
    }
    try {
      URI uri = new URI(text.strip());
      return uri.getHost() == null
          ? SET
          : new URI(uri.getScheme(), null, uri.getHost(), uri.getPort(), null, null, null)
              .toString();
    } catch (URISyntaxException e) {
      return SET;
    }
  }

  public @Nullable String ofOptional(@Nullable String text) {
    return text == null ? null : of(text);
  }

  /** The same settings, with each address as the caller may see it. */
  public ObjectNode of(ObjectNode settings) {
    ObjectNode seen = settings.deepCopy();
    for (Map.Entry<String, JsonNode> setting : settings.properties()) {
      if (setting.getValue().isTextual()) {
        seen.set(setting.getKey(), TextNode.valueOf(of(setting.getValue().textValue())));
      }
    }
    return seen;
  }

  Map<String, String> headers(Map<String, String> headers) {
    if (this == WHOLE) {
      return headers;
    }
    Map<String, String> names = new LinkedHashMap<>(headers);
    names.replaceAll((name, value) -> SET);
    return names;
  }
}
