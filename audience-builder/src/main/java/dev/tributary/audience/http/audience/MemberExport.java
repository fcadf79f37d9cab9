package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.MemberTraits.Members;
import dev.tributary.audience.membership.MemberTraits.Page;
import dev.tributary.audience.membership.MemberTraits.Position;
import dev.tributary.audience.membership.MemberTraits.Row;
import dev.tributary.contracts.Json;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Writes the members of an audience as CSV, and reads one page at a time, so that memory is
 * bounded. It is not bound to a request, because the request is over when the last row is written.
 *
 * @param members the members in force when the export began
 * @param pageSize how many profiles a page has
 */
record MemberExport(
    MemberTraits people,
    Members members,
    RuleVisibility visibility,
    ExportColumns columns,
    int pageSize) {
  private static final int PAGE = 500;

  /** Without it, spreadsheets take the file for one in the encoding of their country. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** The content of a cell in the place of a value that the caller may not see. */
  private static final String MASKED = "masked";

  MemberExport(
      MemberTraits people, Members members, RuleVisibility visibility, ExportColumns columns) {
    this(people, members, visibility, columns, PAGE);
  }

  /**
   * @throws IOException if the caller has disconnected, or if another rule comes into force. Then
   *     the answer ends before its end, so no client takes it for complete
   */
  void write(OutputStream out) throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.append(BYTE_ORDER_MARK).append(header());
    Optional<Position> next = Optional.of(Position.START);
    while (next.isPresent()) {
      Page page = people.page(members, next.get(), pageSize).orElseThrow(MemberExport::replaced);
      for (Row member : page.rows()) {
        csv.append(row(member));
      }
      csv.flush();
      next = page.next();
    }
  }

  private static IOException replaced() {
    return new IOException("The rule of the audience was replaced during the export");
  }

  private String header() {
    CsvRow row = new CsvRow().text("profile_id").text("member_since");
    columns.traits().forEach(row::text);
    return (columns.others() ? row.text(columns.othersName()) : row).line();
  }

  private String row(Row member) {
    Instant since = visibility.since(members.audience(), member.since());
    CsvRow row = new CsvRow().text(member.profile().value()).text(since.toString());
    for (String trait : columns.traits()) {
      row.value(shown(trait, member.traits().get(trait)));
    }
    return (columns.others() ? row.value(others(member)) : row).line();
  }

  private @Nullable JsonNode shown(String trait, @Nullable JsonNode value) {
    return value == null || value.isNull() || visibility.ofValues().trait(trait)
        ? value
        : new TextNode(MASKED);
  }

  /** The traits without a column of their own; null if there are none. */
  private @Nullable JsonNode others(Row member) {
    ObjectNode others = Json.MAPPER.createObjectNode();
    member
        .traits()
        .properties()
        .forEach(trait -> {
          if (!columns.has(trait.getKey())) {
            others.set(trait.getKey(), shown(trait.getKey(), trait.getValue()));
          }
        });
    return others.isEmpty() ? null : others;
  }
}
