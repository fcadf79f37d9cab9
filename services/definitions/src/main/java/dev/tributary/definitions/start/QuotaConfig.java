package dev.tributary.definitions.start;

import dev.tributary.definitions.Quotas;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.util.Map;
import java.util.function.Consumer;

/** How many objects of each kind a workspace may have. */
@ConfigMapping(prefix = "tributary.quota")
public interface QuotaConfig {
  @WithDefault("2000")
  int audience();

  @WithDefault("1000")
  int model();

  @WithDefault("1000")
  int source();

  /** Data connections. */
  @WithDefault("200")
  int warehouse();

  @WithDefault("2000")
  int destination();

  @WithDefault("5000")
  int sync();

  /** Connectors that the workspace has added itself. */
  @WithDefault("50")
  int connector();

  /** API clients, including expired ones. */
  @WithDefault("200")
  int apiClient();

  /** Invitations that nobody has accepted, including expired ones. */
  @WithDefault("200")
  int invitation();

  /** Changes that wait for a second person's approval. */
  @WithDefault("200")
  int changeRequest();

  /** Alert rules of objects. */
  @WithDefault("500")
  int alertRule();

  /** Active write keys of each source. */
  @WithDefault("10")
  int writeKey();

  /** Each kind of definition that is not named above. */
  @WithDefault("10000")
  int other();

  /**
   * The quotas in the form that the stores use.
   *
   * @param nearly called with the kind when a workspace comes near a limit
   */
  default Quotas quotas(Consumer<String> nearly) {
    return new Quotas(
        Map.ofEntries(
            Map.entry("audience", audience()),
            Map.entry("model", model()),
            Map.entry("source", source()),
            Map.entry("warehouse", warehouse()),
            Map.entry("destination", destination()),
            Map.entry("sync", sync()),
            Map.entry("connector", connector()),
            Map.entry(Quotas.API_CLIENT, apiClient()),
            Map.entry(Quotas.INVITATION, invitation()),
            Map.entry(Quotas.CHANGE_REQUEST, changeRequest()),
            Map.entry(Quotas.ALERT_RULE, alertRule()),
            Map.entry(Quotas.WRITE_KEY, writeKey())),
        other(),
        nearly);
  }
}
