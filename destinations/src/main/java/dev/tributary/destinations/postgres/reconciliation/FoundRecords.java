package dev.tributary.destinations.postgres.reconciliation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.reconciliation.ListedRecord;
import dev.tributary.destinations.reconciliation.ReconciliationRun;
import dev.tributary.destinations.reconciliation.ReconciliationStore.Arrived;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The records of the ledger that belong to the records of one page of a vendor. */
final class FoundRecords {
  private static final int EXAMPLES = 5;

  /** A listed record can be several ones of the ledger, for example after a merge at the vendor. */
  private static final String FIND =
      """
      select u.i, d.id, d.version, d.record_key, d.content, r.finding, r.version as noted,
        d.state
      from unnest(?, ?, ?) as u(i, match, vendor)
      cross join lateral (
        select r.delivery from reconciliation_record r
        where r.reconciliation = ? and r.vendor_hash = hashtextextended(u.vendor, 0)
        union
        select r.delivery from reconciliation_record r
        where r.reconciliation = ? and r.alias_hash = hashtextextended(u.match, 0)
        union
        select k.id from delivery k
        where k.workspace = ? and k.destination = ? and k.space = ? and k.record_key = u.match
          and not k.is_event) f
      join delivery d on d.id = f.delivery
      left join reconciliation_record r on r.reconciliation = ? and r.delivery = d.id
      order by u.i, d.id\
      """;

  private static final String STORE =
      """
      update reconciliation_record r set finding = u.finding, fields = u.fields
      from unnest(?, ?, ?) as u(delivery, finding, fields)
      where r.reconciliation = ? and r.delivery = u.delivery
        and r.finding in ('expected', 'differs')\
      """;

  /** The result for a record: the fields with another value, or none. */
  private final Map<String, List<String>> compared = new LinkedHashMap<>();

  private final List<Arrived> arrived = new ArrayList<>();
  private final BitSet known = new BitSet();
  private final List<Listed> page;

  /**
   * @param examples masked
   */
  record Numbers(int listed, int unknown, List<String> examples) {
    static final Numbers NONE = new Numbers(0, 0, List.of());
  }

  private FoundRecords(List<Listed> page) {
    this.page = page;
  }

  private record Row(int index, @Nullable String match, @Nullable String vendor) {}

  static FoundRecords of(
      Connection tx, ReconciliationRun run, Catalogue.Sync sync, List<Listed> page)
      throws SQLException {
    FoundRecords found = new FoundRecords(page);
    if (page.isEmpty()) {
      return found;
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      rows.add(new Row(i, page.get(i).matchValue(), page.get(i).vendorId()));
    }
    try (PreparedStatement statement = tx.prepareStatement(FIND)) {
      new Columns<>(statement, rows).ints(Row::index).text(Row::match).text(Row::vendor);
      statement.setString(4, run.id());
      statement.setString(5, run.id());
      statement.setString(6, run.workspace().value());
      statement.setString(7, sync.destination().id().value());
      statement.setString(8, sync.space());
      statement.setString(9, run.id());
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          found.add(sync, row);
        }
      }
    }
    return found;
  }

  private void add(Catalogue.Sync sync, ResultSet row) throws SQLException {
    int index = row.getInt("i");
    known.set(index);
    String finding = row.getString("finding");
    byte[] json = row.getBytes("content");
    if (finding == null || json == null || row.getLong("version") != row.getLong("noted")) {
      return;
    }
    String delivery = row.getString("id");
    Listed listed = page.get(index);
    Content content = Content.of(json);
    ListedRecord record = new ListedRecord(listed, row.getString("record_key"));
    switch (finding) {
      case "expected", "differs", "same" -> {
        ObjectNode mine = content.bySync().getOrDefault(sync.id(), Json.MAPPER.createObjectNode());
        List<String> different = record.differences(mine, matchField(sync));
        compared.merge(delivery, different, (one, other) -> one.isEmpty() ? one : other);
      }
      case "uncertain" -> {
        if (row.getString("state").equals("uncertain") && record.isWhole(content.fields())) {
          arrived.add(new Arrived(delivery, row.getLong("version")));
        }
      }
      default -> {}
    }
  }

  private static String matchField(Catalogue.Sync sync) {
    return sync.spec().match() == null ? "" : sync.spec().match().field();
  }

  /** A record that is listed twice is the same if one of both is. */
  void store(Connection tx, ReconciliationRun run) throws SQLException {
    if (compared.isEmpty()) {
      return;
    }
    try (PreparedStatement statement = tx.prepareStatement(STORE)) {
      new Columns<>(statement, compared.entrySet())
          .text(Map.Entry::getKey)
          .text(each -> each.getValue().isEmpty() ? "same" : "differs")
          .text(each -> String.join("\n", each.getValue()));
      statement.setString(4, run.id());
      statement.executeUpdate();
    }
  }

  List<Arrived> arrived() {
    return List.copyOf(arrived);
  }

  Numbers numbers() {
    List<String> examples = new ArrayList<>();
    int unknown = 0;
    for (int i = 0; i < page.size(); i++) {
      if (!known.get(i)) {
        unknown++;
        String match = page.get(i).matchValue();
        if (examples.size() < EXAMPLES && match != null) {
          examples.add(ListedRecord.masked(match));
        }
      }
    }
    return new Numbers(page.size(), unknown, examples);
  }
}
