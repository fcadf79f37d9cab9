package dev.tributary.control.workspace;

import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.runtime.openapi.request.Required;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workspace in a request.
 *
 * @param key the name of the workspace in paths; cannot be changed
 * @param name shown in the web UI, 1 to 200 characters; the key by default
 * @param kind {@code production}, which is the default, or {@code test}; cannot be changed
 * @param timezone IANA name; UTC by default
 * @param unknownConsentAllows purposes for which a person who never answered counts as granted;
 *     none by default
 * @param defaultRegion ISO 3166 code for phone numbers without a country; US by default
 */
public record NewWorkspace(
    @Required @Nullable String key,
    @Nullable String name,
    WorkspaceBody.@Nullable Kind kind,
    @Nullable String timezone,
    @Nullable List<String> unknownConsentAllows,
    @Nullable String defaultRegion) {

  WorkspaceSettings settings(String checkedKey) {
    return new WorkspaceSettings(
        checkedKey,
        name == null ? checkedKey : name,
        kind == null ? WorkspaceBody.Kind.PRODUCTION : kind,
        timezone == null ? "UTC" : timezone,
        unknownConsentAllows == null ? List.of() : unknownConsentAllows,
        defaultRegion == null ? "US" : defaultRegion);
  }
}
