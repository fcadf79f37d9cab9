package dev.tributary.control.http.workspace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tributary.contracts.definition.WorkspaceBody;
import dev.tributary.control.workspace.WorkspaceSettings;
import dev.tributary.runtime.definition.DefinitionKeys;
import dev.tributary.runtime.definition.MergePatch;
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

  /** Applies a merge patch to the settings; a removed setting returns to its default. */
  static WorkspaceSettings patched(ObjectMapper json, WorkspaceSettings before, JsonNode patch) {
    return MergePatch.apply(json, json.valueToTree(before), patch, NewWorkspace.class).settings();
  }

  /**
   * @throws dev.tributary.runtime.problem.Problem if the key is missing or has another form
   */
  WorkspaceSettings settings() {
    String checkedKey = DefinitionKeys.key(key);
    return new WorkspaceSettings(
        checkedKey,
        name == null ? checkedKey : name,
        kind == null ? WorkspaceBody.Kind.PRODUCTION : kind,
        timezone == null ? "UTC" : timezone,
        unknownConsentAllows == null ? List.of() : unknownConsentAllows,
        defaultRegion == null ? "US" : defaultRegion);
  }
}
