package dev.tributary.destinations.http.destination;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.tributary.destinations.account.AccountStore;
import dev.tributary.runtime.openapi.request.Required;
import java.net.URI;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/** The bodies of requests about the credentials of a destination, and of their answers. */
public final class ConnectionRequests {
  private ConnectionRequests() {}

  /**
   * Begins a connection.
   *
   * @param redirectUri where the vendor sends the user back; as it is registered at the vendor
   */
  @Schema(name = "ConnectionStart")
  public record Start(@Required @Nullable String redirectUri) {}

  /**
   * Where to send the user.
   *
   * @param address of the vendor
   * @param expiresAt until when the connection can be completed
   */
  @Schema(name = "ConnectionStarted")
  public record Started(URI address, Instant expiresAt) {}

  /**
   * The parameters with which the user came back.
   *
   * @param state as the vendor returned it
   * @param code as the vendor returned it
   */
  @Schema(name = "ConnectionCompletion")
  public record Completion(@Required @Nullable String state, @Required @Nullable String code) {
    /** Never shows secrets. */
    @Override
    public String toString() {
      return "Completion";
    }
  }

  /**
   * The decision about another account.
   *
   * @param account the id of the other account, as the destination shows it; null if the vendor
   *     does not name the account of the present credentials
   * @param ids {@code kept}: the records are in the other account too, under the same ids. {@code
   *     forgotten}: the other account has none of them, and they are sent again
   */
  @Schema(name = "AccountDecision")
  public record AccountDecision(@Nullable String account, @Required @Nullable Ids ids) {}

  /** A decision about the vendor's ids. */
  @Schema(name = "VendorIds")
  public enum Ids {
    @JsonProperty("kept")
    KEPT(AccountStore.Ids.KEPT),
    @JsonProperty("forgotten")
    FORGOTTEN(AccountStore.Ids.FORGOTTEN);

    private final AccountStore.Ids decided;

    Ids(AccountStore.Ids decided) {
      this.decided = decided;
    }

    AccountStore.Ids decided() {
      return decided;
    }

    static @Nullable Ids ofOptional(AccountStore.@Nullable Ids decided) {
      return switch (decided) {
        case null -> null;
        case KEPT -> KEPT;
        case FORGOTTEN -> FORGOTTEN;
      };
    }
  }
}
