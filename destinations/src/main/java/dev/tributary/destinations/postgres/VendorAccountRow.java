package dev.tributary.destinations.postgres;

import dev.tributary.destinations.account.AccountStore.Ids;
import dev.tributary.destinations.account.KnownAccount;
import dev.tributary.destinations.account.KnownAccountBuilder;
import dev.tributary.destinations.account.VendorAccount;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads rows of the table {@code vendor_account}. */
public final class VendorAccountRow {
  /** The columns that {@link #read} reads. */
  public static final String COLUMNS =
      """
      version, grant_number, id, name, address, verified_at, credentials, other_id, other_name,
      other_address, decision\
      """;

  private VendorAccountRow() {}

  public static KnownAccount read(ResultSet row) throws SQLException {
    Timestamp verifiedAt = row.getTimestamp("verified_at");
    String decision = row.getString("decision");
    return KnownAccountBuilder.builder()
        .version(row.getLong("version"))
        .grant(row.getLong("grant_number"))
        .account(account(row, ""))
        .verifiedAt(verifiedAt == null ? null : verifiedAt.toInstant())
        .credentials(row.getString("credentials"))
        .other(account(row, "other_"))
        .decision(decision == null ? null : Ids.valueOf(decision.toUpperCase(Locale.ROOT)))
        .build();
  }

  private static @Nullable VendorAccount account(ResultSet row, String prefix) throws SQLException {
    String id = row.getString(prefix + "id");
    return id == null
        ? null
        : new VendorAccount(id, row.getString(prefix + "name"), row.getString(prefix + "address"));
  }
}
