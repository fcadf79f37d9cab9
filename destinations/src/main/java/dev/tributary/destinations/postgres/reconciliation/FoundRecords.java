package dev.tributary.destinations.postgres.reconciliation;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tributary.contracts.Json;
import dev.tributary.contracts.id.SyncId;
import dev.tributary.destinations.connector.Listing.Listed;
import dev.tributary.destinations.ledger.Content;
import dev.tributary.destinations.reconciliation.ListedRecord;
import dev.tributary.destinations.reconciliation.ReconciliationRun;
import dev.tributary.destinations.sync.Catalogue;
import dev.tributary.runtime.postgres.Columns;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
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
      select u.i, u.first, d.id, d.version, d.record_key, d.sync, d.content, r.finding,
        r.version as noted, d.state, d.hash = '%s' and d.state = 'delivered'
          and d.delivered_at <= ? as removed
      from unnest(?, ?, ?, ?) as u(i, match, vendor, first)
      cross join lateral (
        select r.delivery from reconciliation_record r
        where r.reconciliation = ? and r.vendor_hash = hashtextextended(u.vendor, 0)
        union
        select r.delivery from reconciliation_record r
        where r.reconciliation = ? and r.alias_hash = hashtextextended(u.match, 0)
        union
        select k.id from delivery k
        where k.place = record_place(?, ?, ?) and k.record_key = u.match
          and k.workspace = ? and k.destination = ? and k.space = ? and not k.is_event) f
      join delivery d on d.id = f.delivery
      left join reconciliation_record r on r.reconciliation = ? and r.delivery = d.id
      order by u.i, u.first desc, d.id\
      """
          .formatted(Content.ABSENT);

  private static final String STORE =
      """
      update reconciliation_record r set finding = u.finding, fields = u.fields
      from unnest(?, ?, ?) as u(delivery, finding, fields)
      where r.reconciliation = ? and r.delivery = u.delivery
        and (r.finding in ('expected', 'renames')
          or (r.finding = 'differs' and u.finding <> 'renames'))\
      """;

  /** A record that is listed twice does not say which one is the delivery. */
  private static final String ARRIVED =
      """
      update reconciliation_record r set vendor_id = u.vendor,
        finding = case when r.finding = 'uncertain' then u.finding else 'twice' end
      from unnest(?, ?, ?) as u(delivery, finding, vendor)
      where r.reconciliation = ? and r.delivery = u.delivery
        and r.finding in ('uncertain', 'found', 'other')\
      """;

  /**
   * A record of the ledger at the vendor.
   *
   * @param fields those with another value
   */
  private record Result(String finding, List<String> fields) {
    private int rank() {
      return switch (finding) {
        case "same" -> 0;
        case "differs" -> 1;
        default -> 2;
      };
    }

    private Result or(Result other) {
      return rank() <= other.rank() ? this : other;
    }
  }

  /** The result for an uncertain record. */
  private record Decision(String finding, @Nullable String vendor) {}

  private final Map<String, Result> compared = new LinkedHashMap<>();
  private final Map<String, Decision> uncertain = new LinkedHashMap<>();
  private final BitSet known = new BitSet();
  private final BitSet present = new BitSet();
  private final BitSet removed = new BitSet();
  private final List<Listed> page;

  /**
   * @param examples masked
   */
  record Numbers(int listed, int unknown, int returned, List<String> examples) {
    static final Numbers NONE = new Numbers(0, 0, 0, List.of());
  }

  private FoundRecords(List<Listed> page) {
    this.page = page;
  }

  /**
   * @param first whether these are the record's own match value and id
   */
  private record Row(int index, @Nullable String match, @Nullable String vendor, boolean first) {}

  static FoundRecords of(
      Connection tx, ReconciliationRun run, Catalogue.Sync sync, List<Listed> page, Instant before)
      throws SQLException {
    FoundRecords found = new FoundRecords(page);
    if (page.isEmpty()) {
      return found;
    }
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < page.size(); i++) {
      Listed listed = page.get(i);
      rows.add(new Row(i, listed.matchValue(), listed.vendorId(), true));
      for (String match : listed.alsoNamed()) {
        rows.add(new Row(i, match, null, false));
      }
      for (String vendor : listed.alsoIds()) {
        rows.add(new Row(i, null, vendor, false));
      }
    }
    try (PreparedStatement statement = tx.prepareStatement(FIND)) {
      statement.setTimestamp(1, Timestamp.from(before));
      new Columns<>(statement, 2, rows)
          .ints(Row::index)
          .text(Row::match)
          .text(Row::vendor)
          .flags(Row::first);
      statement.setString(6, run.id());
      statement.setString(7, run.id());
      statement.setString(8, run.workspace().value());
      statement.setString(9, sync.destination().id().value());
      statement.setString(10, sync.space());
      statement.setString(11, run.workspace().value());
      statement.setString(12, sync.destination().id().value());
      statement.setString(13, sync.space());
      statement.setString(14, run.id());
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
    String key = row.getString("record_key");
    String match = page.get(index).matchValue();
    if (page.get(index).vendorId() == null && key.equalsIgnoreCase(match) && !key.equals(match)) {
      // A table can have both rows. A vendor with ids of its own stores such names in lower case.
      return;
    }
    known.set(index);
    (row.getBoolean("removed") ? removed : present).set(index);
    String finding = row.getString("finding");
    byte[] json = row.getBytes("content");
    if (finding == null || json == null || row.getLong("version") != row.getLong("noted")) {
      return;
    }
    String delivery = row.getString("id");
    Listed listed = page.get(index);
    Content content = Content.of(json, new SyncId(row.getString("sync")));
    ListedRecord record = new ListedRecord(listed, key);
    switch (finding) {
      case "expected", "differs", "renames", "same" -> {
        ObjectNode mine = content.bySync().getOrDefault(sync.id(), Json.MAPPER.createObjectNode());
        compared.merge(delivery, result(record, mine, row.getBoolean("first")), Result::or);
      }
      case "uncertain", "found", "other" -> {
        boolean whole =
            row.getBoolean("first")
                && row.getString("state").equals("uncertain")
                && record.isWhole(content.fields());
        uncertain.merge(
            delivery,
            new Decision(whole ? "found" : "other", listed.vendorId()),
            (one, other) -> new Decision("twice", null));
      }
      default -> {}
    }
  }

  /** A record that has another name, or that was merged into another one, is not compared. */
  private static Result result(ListedRecord record, ObjectNode delivered, boolean first) {
    if (!first || !record.isNamed()) {
      return new Result("renames", List.of());
    }
    List<String> different = record.differences(delivered);
    return new Result(different.isEmpty() ? "same" : "differs", different);
  }

  /** A record that is listed twice is the same if one of both is. */
  void store(Connection tx, ReconciliationRun run) throws SQLException {
    try (PreparedStatement statement = tx.prepareStatement(ARRIVED)) {
      new Columns<>(statement, uncertain.entrySet())
          .text(Map.Entry::getKey)
          .text(each -> each.getValue().finding())
          .text(each -> each.getValue().vendor());
      statement.setString(4, run.id());
      statement.executeUpdate();
    }
    try (PreparedStatement statement = tx.prepareStatement(STORE)) {
      new Columns<>(statement, compared.entrySet())
          .text(Map.Entry::getKey)
          .text(each -> each.getValue().finding())
          .text(each -> String.join("\n", each.getValue().fields()));
      statement.setString(4, run.id());
      statement.executeUpdate();
    }
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
    removed.andNot(present);
    return new Numbers(page.size(), unknown, removed.cardinality(), examples);
  }
}
