package dev.tributary.audience.http.audience;

import com.fasterxml.jackson.databind.JsonNode;
import dev.tributary.audience.http.visibility.RuleVisibility;
import dev.tributary.audience.membership.MemberTraits;
import dev.tributary.audience.membership.MemberTraits.Members;
import dev.tributary.audience.membership.MemberTraits.Row;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * Writes the members of an audience as CSV, and reads one page at a time, so that memory is
 * bounded. It is not bound to a request, because the request is over when the last row is written.
 *
 * @param members the members in force when the export began
 * @param traits the traits that have a column, in order
 */
record MemberExport(
    MemberTraits people, Members members, RuleVisibility visibility, List<String> traits) {
  private static final int PAGE = 500;

  /** Without it, spreadsheets take the file for one in the encoding of their country. */
  private static final char BYTE_ORDER_MARK = '\uFEFF';

  /** What a cell contains in the place of a value that the caller may not see. */
  private static final String MASKED = "masked";

  private static final List<String> FIRST =
      List.of("name", "firstName", "first_name", "lastName", "last_name", "email", "phone");

  /** These traits in the order of columns: the name, the e-mail address, the others by name. */
  static List<String> ordered(Collection<String> traits) {
    return Stream.concat(
            FIRST.stream().filter(traits::contains),
            traits.stream().filter(trait -> !FIRST.contains(trait)).sorted())
        .toList();
  }

  /**
   * @throws IOException if the caller has disconnected, or if another rule comes into force. Then
   *     the answer ends before its end, so no client takes it for complete
   */
  void write(OutputStream out) throws IOException {
    Writer csv = new BufferedWriter(new OutputStreamWriter(out, StandardCharsets.UTF_8));
    csv.append(BYTE_ORDER_MARK).append(header());
    Row last = Row.START;
    List<Row> page;
    do {
      page = people.page(members, last, PAGE).orElseThrow(MemberExport::replaced);
      for (Row member : page) {
        csv.append(row(member));
        last = member;
      }
      csv.flush();
    } while (page.size() == PAGE);
  }

  private static IOException replaced() {
    return new IOException("The rule of the audience was replaced during the export");
  }

  private String header() {
    CsvRow row = new CsvRow().text("profile_id").text("member_since");
    traits.forEach(row::text);
    return row.line();
  }

  private String row(Row member) {
    Instant since = visibility.since(members.audience(), member.since());
    CsvRow row = new CsvRow().text(member.profile().value()).text(since.toString());
    for (String trait : traits) {
      JsonNode value = member.traits().get(trait);
      if (value == null || value.isNull() || visibility.ofValues().trait(trait)) {
        row.value(value);
      } else {
        row.text(MASKED);
      }
    }
    return row.line();
  }
}
